import { useCallback, useEffect, useRef, useState } from 'react'
import { isOpen } from '#domain/sign-out/sign-out.ts'
import type { DeviceList } from '#protocol/device.ts'
import type { SignOutView } from '#protocol/sign-out.ts'
import { call } from './call.ts'
import { useLiveStore } from './live-provider.tsx'
import { reduceEntries, reduceNow, withSignOut, type Shown } from './reduce.ts'

/** Entries come in bursts; what they make necessary is read once for all of them. */
const GATHER_MS = 150
/** Marks that time alone sets (overdue, unreachable) are in no entry: what is open is read again so often. */
const MARKS_MS = 60_000

export type ShownControls = {
  readonly shown: Shown
  /** Puts in place what a call of this page has just answered. */
  readonly take: (signOuts: readonly SignOutView[]) => void
  readonly readDevices: () => Promise<boolean>
}

/**
 * The devices and sign-outs of a page, moved by the log. `only` limits it to the sign-outs of that page; `readAll` is how the page reads
 * its sign-outs anew after a gap.
 */
export function useShown(
  initial: Shown,
  readAll: () => Promise<readonly SignOutView[] | null>,
  only?: ReadonlySet<string>,
): ShownControls {
  const store = useLiveStore()
  const [shown, setShown] = useState(initial)
  const latest = useRef({ shown, readAll, only })
  useEffect(() => {
    latest.current = { shown, readAll, only }
  })
  useEffect(() => setShown(initial), [initial])

  const wanted = (id: string) => latest.current.only?.has(id) !== false
  const take = useCallback(
    (signOuts: readonly SignOutView[]) =>
      setShown((now) =>
        signOuts
          .toReversed()
          .filter(({ id }) => latest.current.only?.has(id) !== false)
          .reduce(withSignOut, now),
      ),
    [],
  )
  const readDevices = async () => {
    const answer = await call<DeviceList>('GET', '/api/v1/devices')
    if (answer.ok) setShown((now) => ({ ...now, list: answer.body }))
    return answer.ok
  }

  useEffect(() => {
    const readSignOut = async (id: string) => {
      const answer = await call<SignOutView>('GET', `/api/v1/sign-outs/${id}`)
      if (answer.ok) take([answer.body])
    }
    const ids = new Set<string>()
    let devices = false
    let timer: ReturnType<typeof setTimeout> | undefined
    const gather = () => {
      timer ??= setTimeout(() => {
        timer = undefined
        for (const id of ids) void readSignOut(id)
        ids.clear()
        if (devices) void readDevices()
        devices = false
      }, GATHER_MS)
    }
    const stop = store.follow({
      entries: (entries) => {
        const reduced = reduceEntries(latest.current.shown, entries)
        setShown((now) => reduceEntries(now, entries).shown)
        for (const id of reduced.readSignOuts) if (wanted(id)) ids.add(id)
        devices ||= reduced.readDevices
        gather()
      },
      now: (said) => setShown((now) => reduceNow(now, said)),
      refetch: async () => {
        const [came, signOuts] = await Promise.all([readDevices(), latest.current.readAll()])
        if (signOuts !== null) setShown((now) => ({ ...now, signOuts }))
        return came && signOuts !== null
      },
    })
    const marks = setInterval(() => {
      if (store.state().badge !== 'live') return
      for (const { id, state } of latest.current.shown.signOuts) if (isOpen(state)) ids.add(id)
      if (ids.size > 0) gather()
    }, MARKS_MS)
    return () => {
      stop()
      clearTimeout(timer)
      clearInterval(marks)
    }
    // The functions above read through refs: one subscription serves the page's life.
  }, [store, take])

  return { shown, take, readDevices }
}
