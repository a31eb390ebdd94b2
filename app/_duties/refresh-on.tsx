'use client'
import { useRouter } from 'next/navigation'
import { useCallback, useEffect, useRef } from 'react'
import { useTopic } from '#app/_admin/use-topic.ts'
import { useLiveStore } from '#app/_live/live-provider.tsx'

const GATHER_MS = 300

/** Renders the page anew on the server when this topic has news (protocol.md, part 7), once for all of a burst; and after a gap. */
export function RefreshOn({ topic }: { topic: string }) {
  const again = useGathered()
  useTopic(topic, { entries: again })
  return null
}

/** The same for the member's own log, which every page follows anyway. */
export function RefreshOnMine() {
  const store = useLiveStore()
  const again = useGathered()
  useEffect(
    () =>
      store.follow({
        entries: again,
        now: () => {},
        refetch: () => {
          again()
          return Promise.resolve(true)
        },
      }),
    [store, again],
  )
  return null
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
