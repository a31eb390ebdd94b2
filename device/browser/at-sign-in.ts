export { forgetDataKey } from './data-key.ts'
export { signInBegins } from './measured.ts'
export { rememberAccount, rememberedAccount } from './remembered.ts'
export { browserSignInClaim, signChallenge, signDeviceCode } from './sign-in-claim.ts'
