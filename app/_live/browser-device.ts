import type { Manager } from 'socket.io-client'
import type { ClientState } from '#device/client/state.ts'
import { TRANSPORTS } from '#protocol/socket.ts'

const OFFLINE_LOOK = 'signoff-offline-look'

let opened: Promise<Manager> | null = null

/** The page's one Socket.IO connection; what follows the log and what makes this browser a device share it. */
export function sharedManager(): Promise<Manager> {
  opened ??= import('socket.io-client').then(
    ({ Manager: Connection }) =>
      new Connection(location.origin, { ...TRANSPORTS, autoConnect: false, reconnectionDelayMax: 5_000 }),
  )
  return opened
}

/** What the page shows once its device is signed out. It comes with the device, so that nothing must load when access has ended. */
export const signedOutScreen = () => import('#app/_components/signed-out-screen.tsx')

/** Keeps the page that opens without a network (`public/sw.js`), anew when its language or theme is another one. */
async function keepOffline(isActive: () => boolean): Promise<void> {
  if (process.env.NODE_ENV !== 'production' || !('serviceWorker' in navigator)) return
  await navigator.serviceWorker.register('/sw.js', { updateViaCache: 'none' })
  const { lang, dataset } = document.documentElement
  const look = `${lang} ${dataset['theme'] ?? ''}`
  if (sessionStorage.getItem(OFFLINE_LOOK) === look) return
  sessionStorage.setItem(OFFLINE_LOOK, look)
  const { active } = await navigator.serviceWorker.ready
  // A clean-up that began meanwhile takes what is kept.
  if (isActive()) active?.postMessage('keep')
}

/** Lets this browser be the device that it is: it hears of the end of its own session, cleans up and confirms. Returns how to stop. */
export function startThisDevice(tell: (state: ClientState) => void): () => void {
  let stop = () => {}
  let stopped = false
  void Promise.all([import('#device/browser/index.ts'), sharedManager(), signedOutScreen()]).then(
    ([{ startBrowserDevice }, manager]) => {
      if (stopped) return
      let phase: ClientState['phase'] | null = null
      const told = (state: ClientState) => {
        phase = state.phase
        if (phase === 'active') void keepOffline(() => phase === 'active').catch(() => {}) // a browser without one is online or not at all
        tell(state)
      }
      const device = startBrowserDevice({ manager, locale: document.documentElement.lang, onState: told })
      stop = () => void device.stop()
    },
  )
  return () => {
    stopped = true
    stop()
  }
}
