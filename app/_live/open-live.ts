import { sharedManager } from './browser-device.ts'
import { followMe } from './follow-me.ts'
import { liveSocket } from './live-socket.ts'
import type { LiveStore } from './live-store.ts'

/** How long a page waits before it says that it is not live, and how often it then asks over HTTP (ux.md, part 2, Live). */
const OFF_AFTER_MS = 8_000
const POLL_MS = 15_000
const TICK_MS = 1_000
/** A dead connection can look alive for the transport's 45 s; nobody should look at a standing clock that long without being told. */
const PROBE_MS = 10_000
const PROBE_WITHIN_MS = 5_000

export type LiveOpening = {
  readonly store: LiveStore
  readonly cursor: number
  /** The connection was refused or closed by the server. */
  readonly dropped: (code: string) => void
}

/** Keeps the store live: one socket, else polling. Returns how to stop. */
export function openLive({ store, cursor, dropped }: LiveOpening): () => void {
  const stopping: (() => void)[] = []
  let stopped = false
  let off: ReturnType<typeof setTimeout> | undefined
  const every = (ms: number, run: () => void) => {
    const timer = setInterval(run, ms)
    stopping.push(() => clearInterval(timer))
  }
  const lost = () => {
    if (store.state().badge === 'live') store.set({ badge: 'reconnecting' })
    off ??= setTimeout(() => store.set({ badge: 'off' }), OFF_AFTER_MS)
  }
  const live = () => {
    clearTimeout(off)
    off = undefined
    store.set({ badge: 'live', asOf: store.clock.now() })
    store.tick()
  }
  off = setTimeout(() => store.set({ badge: 'off' }), OFF_AFTER_MS)
  stopping.push(() => clearTimeout(off))
  every(TICK_MS, store.tick)
  every(POLL_MS, () => {
    if (store.state().badge !== 'live') void store.refetch()
  })
  void sharedManager().then(
    (opened) => {
      if (stopped) return
      const socket = liveSocket(opened)
      let again: ReturnType<typeof setTimeout> | undefined
      const { stop, probe } = followMe(socket, cursor, {
        entries: store.entries,
        now: store.now,
        refetch: () => void store.refetch(),
        live,
        lost,
        dropped: (code) => {
          dropped(code)
          clearTimeout(again)
          again = setTimeout(() => socket.connect(), 2_000 + Math.random() * 2_000)
        },
      })
      let probing: ReturnType<typeof setTimeout> | undefined
      every(PROBE_MS, () => {
        if (store.state().badge === 'live') probing = probe(PROBE_WITHIN_MS)
      })
      addEventListener('offline', lost)
      stopping.push(stop, () => {
        clearTimeout(again)
        clearTimeout(probing)
        removeEventListener('offline', lost)
      })
    },
    () => store.set({ badge: 'off' }),
  )
  return () => {
    stopped = true
    for (const stop of stopping) stop()
  }
}
