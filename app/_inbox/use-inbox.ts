import { useEffect, useRef } from 'react'
import { INBOX_ENTRY_TYPES } from '#domain/notice.ts'
import { useLiveStore } from '#app/_live/live-provider.tsx'

/** Entries come in bursts; what they make necessary is read once for all of them. */
const GATHER_MS = 200

/** Reads again whenever the log says that the inbox may have changed, here or on another device. `read` says whether it came. */
export function useInboxChanges(read: () => Promise<boolean>): void {
  const store = useLiveStore()
  const latest = useRef(read)
  useEffect(() => {
    latest.current = read
  })
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const stop = store.follow({
      entries: (entries) => {
        if (!entries.some(({ type }) => INBOX_ENTRY_TYPES.has(type))) return
        timer ??= setTimeout(() => {
          timer = undefined
          void latest.current()
        }, GATHER_MS)
      },
      now: () => {},
      refetch: () => latest.current(),
    })
    return () => {
      stop()
      clearTimeout(timer)
    }
  }, [store])
}
