'use client'
import { useRouter } from 'next/navigation'
import { useEffect, useRef, useCallback } from 'react'
import { useLiveStore } from '#app/_live/live-provider.tsx'
import { useTopic } from './use-topic.ts'

const GATHER_MS = 400
/** Who is online is worth a look, but no more often than this. */
const PRESENCE_MS = 5_000

/** Keeps a member's page as the log has it: what is new is rendered anew on the server, once for all of a burst. */
export function MemberLive({ id }: { id: string }) {
  const store = useLiveStore()
  const router = useRouter()
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null)
  const renew = useCallback(
    (afterMs: number) => {
      timer.current ??= setTimeout(() => {
        timer.current = null
        router.refresh()
      }, afterMs)
    },
    [router],
  )
  useTopic(`member:${id}`, { entries: () => renew(GATHER_MS) })
  useEffect(() => {
    const stop = store.follow({
      entries: () => {},
      now: () => renew(PRESENCE_MS),
      refetch: () => {
        renew(GATHER_MS)
        return Promise.resolve(true)
      },
    })
    return () => {
      stop()
      if (timer.current !== null) clearTimeout(timer.current)
      timer.current = null
    }
  }, [store, renew])
  return null
}
