import type { Manager } from 'socket.io-client'
import type { ClientState } from '#device/client/state.ts'
import { TRANSPORTS } from '#protocol/socket.ts'

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

/** Lets this browser be the device that it is: it hears of the end of its own session, cleans up and confirms. Returns how to stop. */
export function startThisDevice(tell: (state: ClientState) => void): () => void {
  let stop = () => {}
  let stopped = false
  void Promise.all([import('#device/browser/index.ts'), sharedManager(), signedOutScreen()]).then(
    ([{ startBrowserDevice }, manager]) => {
      if (stopped) return
      const device = startBrowserDevice({ manager, locale: document.documentElement.lang, onState: tell })
      stop = () => void device.stop()
    },
  )
  return () => {
    stopped = true
    stop()
  }
}
