import { signCompact } from '#device/client/index.ts'
import type { DeviceClaimInput } from '#protocol/device.ts'
import { browserEnvironment } from './browser-environment.ts'
import { browserKeys } from './browser-keys.ts'
import { browserVault, installId } from './browser-vault.ts'
import { describeBrowser, type Locale } from './describe-browser.ts'

/** The `device` of a sign-in, an enrolment or (member by member) of a link: what this browser is, and its public key. */
export async function browserSignInClaim(locale: Locale): Promise<DeviceClaimInput> {
  const [environment, keys, id] = await Promise.all([browserEnvironment(), browserKeys(), installId(browserVault())])
  return { ...describeBrowser(environment, locale), installId: id, publicKey: await keys.publicKey() }
}

/** The `proof` that `proof_required {challenge}` asks for: a compact JWS of this browser's key over the challenge. */
export async function signChallenge(challenge: string): Promise<string> {
  return signCompact(await browserKeys(), challenge)
}

/** The `device_proof` of a link: the same over its `device_code`. */
export const signDeviceCode = signChallenge
