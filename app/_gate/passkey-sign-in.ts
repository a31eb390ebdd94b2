import { startAuthentication, type PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/browser'
import { call } from '#app/_live/call.ts'
import { authCall, type AuthAnswer } from './auth-call.ts'
import { deviceClaim } from './sign-in-here.ts'

/** Lets the person choose one of their passkeys and proves it; the session begins with the enrolment of the device. */
export async function signInByPasskey(): Promise<AuthAnswer> {
  const options = await call<PublicKeyCredentialRequestOptionsJSON>('POST', '/api/v1/sign-in/passkey-options', {})
  if (!options.ok) return { ok: false, refusal: { code: options.problem.code, more: options.problem.more } }
  try {
    const signed = await startAuthentication({ optionsJSON: options.body })
    const answer = await authCall('passkey', { passkey: JSON.stringify(signed) })
    if (answer.ok) await (await deviceClaim()).rememberPasskeyHint()
    return answer
  } catch {
    return { ok: false, refusal: { code: 'no_passkey', more: {} } } // closed, or nothing to choose from
  }
}
