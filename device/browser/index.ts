export { startBrowserDevice, type BrowserDevice, type BrowserDeviceOptions } from './start-browser-device.ts'
export { browserSignInClaim, signChallenge, signDeviceCode } from './sign-in-claim.ts'
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
