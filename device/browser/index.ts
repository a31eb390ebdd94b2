export { openDataKey, type DataKey } from './data-key.ts'
export { heldDirectory, heldNotes, holdDirectory, holdNote, type Directory, type OwnNote } from './held-data.ts'
export { firstLoadTook } from './measured.ts'
export { settleHeld, type Ask } from './settle-held.ts'
export {
  browserStatus,
  startBrowserDevice,
  type BrowserDevice,
  type BrowserDeviceOptions,
} from './start-browser-device.ts'
export type { Locale } from './describe-browser.ts'
export type {
  ClientState,
  Connection,
  DeviceEvents,
  Locked,
  LockedStep,
  Notice,
  SignedOut,
  Step,
} from '#device/client/index.ts'
