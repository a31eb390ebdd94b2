'use client'
import type { ReactNode } from 'react'
import { createContext, lazy, Suspense, useContext, useEffect, useRef, useState, useSyncExternalStore } from 'react'
import type { ClientState } from '#device/client/state.ts'
import { call, listenToCalls } from './call.ts'
import { createLiveStore, type LiveState, type LiveStore } from './live-store.ts'

// Loaded with the device's own code, before it can be needed.
const SignedOutScreen = lazy(() =>
  import('#app/_components/signed-out-screen.tsx').then(({ SignedOutScreen: Screen }) => ({ default: Screen })),
)

const Live = createContext<LiveStore | null>(null)

type LiveProviderProps = {
  /** The head of the member's log that the page was rendered with, the server's clock then, and what waits for this device. */
  readonly head: number
  readonly serverNow: number
  readonly waiting: number
  /** The device that this browser is. */
  readonly deviceId: string
  readonly children: ReactNode
}

/**
 * One connection for the page: it follows the log, and it is the browser as a device. As soon as this device hears that its own session
 * has ended nothing of the account is shown any more, but what the signed-out device has to say.
 */
export function LiveProvider({ head, serverNow, waiting, deviceId, children }: LiveProviderProps) {
  const [store] = useState(() => createLiveStore(serverNow, waiting))
  const [device, setDevice] = useState<ClientState>({ phase: 'starting' })
  const cursor = useRef(head)
  const over = device.phase === 'locked' || device.phase === 'signed-out'

  const active = device.phase === 'active'

  // What follows the log and what makes this browser a device is not needed to read the page: it comes once the page is there.
  useEffect(
    () =>
      later(
        () => import('./browser-device.ts'),
        ({ startThisDevice }) => startThisDevice(setDevice),
      ),
    [],
  )
  useEffect(
    () =>
      active
        ? later(
            () => import('./hold-news.ts'),
            ({ holdNews }) => holdNews(store, deviceId),
          )
        : undefined,
    [active, store, deviceId],
  )
  useEffect(() => store.set({ waiting }), [store, waiting])
  useEffect(() => {
    if (over) return
    const mute = listenToCalls({
      date: store.clock.observe,
      sessionEnded: (signOutId) => setDevice((now) => lockedBy(now, signOutId)),
    })
    const close = later(
      () => import('./open-live.ts'),
      ({ openLive }) => openLive({ store, cursor: cursor.current, dropped: () => void call('GET', '/api/v1/me') }),
      () => store.set({ badge: 'off' }),
    )
    return () => {
      mute()
      close()
    }
  }, [store, over])
  useEffect(() => {
    // A page that comes back from the browser's cache may show what is no longer this person's to see.
    const back = (event: PageTransitionEvent) => event.persisted && location.reload()
    addEventListener('pageshow', back)
    return () => removeEventListener('pageshow', back)
  }, [])

  if (device.phase === 'locked' || device.phase === 'signed-out') {
    return (
      <Suspense>
        <SignedOutScreen state={device} deviceId={deviceId} />
      </Suspense>
    )
  }
  return <Live value={store}>{children}</Live>
}

/** Starts what a module of its own brings, unless it was stopped before that came. Returns how to stop. */
function later<Module>(
  load: () => Promise<Module>,
  start: (module: Module) => () => void,
  failed: () => void = () => {}, // the page goes on without it, and the next one tries again
): () => void {
  let stop: (() => void) | null = () => {}
  load().then((module) => {
    if (stop !== null) stop = start(module)
  }, failed)
  return () => {
    stop?.()
    stop = null
  }
}

/** The API said that the session has ended before the device itself heard of it: lock at once, and let the device find out the rest. */
function lockedBy(now: ClientState, signOutId: string | null): ClientState {
  if (now.phase === 'locked' || now.phase === 'signed-out') return now
  if (signOutId === null) {
    location.replace('/sign-in')
    return now
  }
  return { phase: 'locked', signOutId, notice: null, step: 'waiting', progress: null }
}

export function useLiveStore(): LiveStore {
  const store = useContext(Live)
  if (store === null) throw new Error('useLiveStore outside of LiveProvider')
  return store
}

export function useLive(): LiveState {
  const store = useLiveStore()
  return useSyncExternalStore(store.subscribe, store.state, store.state)
}

/** The server's clock, once a second. It stands still while the page is not live. */
export function useServerNow(): number {
  const store = useLiveStore()
  return useSyncExternalStore(store.onTick, store.shownNow, store.shownNow)
}
