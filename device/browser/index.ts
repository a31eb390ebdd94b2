export { startBrowserDevice, type BrowserDevice, type BrowserDeviceOptions } from './start-browser-device.ts'
export { browserSignInClaim, signChallenge, signDeviceCode } from './sign-in-claim.ts'
export { describeBrowser, type BrowserDescription, type BrowserEnvironment, type Locale } from './describe-browser.ts'
export { browserKeys } from './browser-keys.ts'
export { browserVault } from './browser-vault.ts'
export { browserCleaner } from './browser-cleaner.ts'
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
