'use client'
import { useRouter } from 'next/navigation'
import { useCallback, useEffect, useRef } from 'react'
import { useTopic } from '#app/_admin/use-topic.ts'
import { useLiveStore } from '#app/_live/live-provider.tsx'

const GATHER_MS = 300
/** How often a list that belongs to no one log looks again. */
export const LIST_MS = 15_000
/** As many topics as one page can follow beside its own and a member's. */
export const MOST_FOLLOWED = 6

/** Renders the page anew on the server when one of these topics has news (protocol.md, part 7), once for all of a burst; and after a gap. */
export function RefreshOn({ topics }: { topics: readonly string[] }) {
  const again = useGathered()
  useAfterGap(again)
  return topics.map((topic) => <Ear key={topic} topic={topic} again={again} />)
}

function Ear({ topic, again }: { topic: string; again: () => void }) {
  useTopic(topic, { entries: again })
  return null
}

/** The same for the member's own log, which every page follows anyway. */
export function RefreshOnMine() {
  const again = useGathered()
  useAfterGap(again, again)
  return null
}

const nothing = () => {}

/** What was missed is read when the connection is back, and every 15 s while there is none. */
function useAfterGap(again: () => void, entries: () => void = nothing): void {
  const store = useLiveStore()
  useEffect(
    () =>
      store.follow({
        entries,
        now: nothing,
        refetch: () => {
          again()
          return Promise.resolve(true)
        },
      }),
    [store, again, entries],
  )
}

/** For what is in no log that this page may follow: looks again while it is on the screen. */
export function RefreshEvery({ ms }: { ms: number }) {
  const again = useGathered()
  useEffect(() => {
    const timer = setInterval(() => document.visibilityState === 'visible' && again(), ms)
    return () => clearInterval(timer)
  }, [ms, again])
  return null
}

function useGathered(): () => void {
  const router = useRouter()
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null)
  const again = useCallback(() => {
    timer.current ??= setTimeout(() => {
      timer.current = null
      router.refresh()
    }, GATHER_MS)
  }, [router])
  useEffect(
    () => () => {
      if (timer.current !== null) clearTimeout(timer.current)
      timer.current = null
    },
    [],
  )
  return again
}
