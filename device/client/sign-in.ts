import type { DeviceClaimInput } from '#protocol/device.ts'
import type { Http } from './http.ts'
import { signCompact } from './jws.ts'
import type { Keys } from './ports.ts'
import { Refused } from './problem.ts'

export type SignInInput = {
  readonly email: string
  readonly password: string
  /** At the limit only: the session whose place this device takes. */
  readonly replace?: string
}

/** What signing in and linking have in common. */
export type SignedIn = {
  readonly token: string
  readonly sessionId: string
  readonly deviceId: string
  readonly memberId: string | null
  /** Open orders of this same device, about sessions before this one; undefined when the answer did not say. */
  readonly pending: unknown
  readonly kept: { readonly signOutId: string; readonly share: string } | null
}

type Answer = {
  readonly token: string
  readonly member: { readonly id: string }
  readonly device: { readonly id: string }
  readonly session: { readonly id: string }
  readonly kept?: SignedIn['kept']
  readonly pending?: unknown
}

/**
 * `POST /api/v1/sign-in`. A key that this member already has proves itself over the server's challenge (protocol.md, part 3).
 * @throws {Refused} `bad_credentials`, `member_suspended`, `device_limit` (its `data.sessions` are the choices for `replace`), …
 */
export async function signIn(http: Http, keys: Keys, device: DeviceClaimInput, input: SignInInput): Promise<SignedIn> {
  const attempt = (proof?: string) =>
    http.call<Answer>('POST', '/api/v1/sign-in', { ...input, device, ...(proof === undefined ? {} : { proof }) })
  const answer = await attempt().catch(async (error: unknown) => {
    if (!(error instanceof Refused) || error.code !== 'proof_required') throw error
    return attempt(await signCompact(keys, String(error.data.challenge)))
  })
  const { token, member, session, pending, kept = null } = answer
  return { token, sessionId: session.id, deviceId: answer.device.id, memberId: member.id, pending, kept }
}
