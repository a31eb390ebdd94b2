import {
  startAuthentication,
  WebAuthnAbortService,
  type AuthenticationResponseJSON,
  type PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/browser'
import { call } from '#app/_live/call.ts'
import { authCall, type AuthAnswer } from './auth-call.ts'
import { deviceClaim } from './sign-in-here.ts'

const askOptions = () => call<PublicKeyCredentialRequestOptionsJSON>('POST', '/api/v1/sign-in/passkey-options', {})

/** Lets the person choose one of their passkeys and proves it; the session begins with the enrolment of the device. */
export async function signInByPasskey(): Promise<AuthAnswer> {
  const options = await askOptions()
  if (!options.ok) return { ok: false, refusal: { code: options.problem.code, more: options.problem.more } }
  try {
    return await arriveWith(await startAuthentication({ optionsJSON: options.body }))
  } catch {
    return { ok: false, refusal: { code: 'no_passkey', more: {} } } // closed, or nothing to choose from
  }
}

/**
 * Offers this site's passkeys among what the browser fills in, until one is chosen or the signal withdraws the offer. Null for an offer that
 * nobody took: there is nothing to say of it.
 */
export async function offerPasskeys(signal: AbortSignal): Promise<AuthAnswer | null> {
  const options = await askOptions()
  if (!options.ok || signal.aborted) return null
  const withdraw = () => WebAuthnAbortService.cancelCeremony()
  signal.addEventListener('abort', withdraw)
  try {
    return await arriveWith(await startAuthentication({ optionsJSON: options.body, useBrowserAutofill: true }))
  } catch {
    return null
  } finally {
    signal.removeEventListener('abort', withdraw)
  }
}

async function arriveWith(signed: AuthenticationResponseJSON): Promise<AuthAnswer> {
  const answer = await authCall('passkey', { passkey: JSON.stringify(signed) })
  if (answer.ok) await (await deviceClaim()).rememberPasskeyHint()
  return answer
}
