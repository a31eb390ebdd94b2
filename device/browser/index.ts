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
