import type { ConfirmationClaims } from '#protocol/confirmation.ts'
import type { Order } from '#protocol/entry.ts'
import { signCompact } from './jws.ts'
import type { CleanResult, Keys } from './ports.ts'
import type { StoredOrder } from './records.ts'

/**
 * Signs what was done for this order (protocol.md, part 6, Confirmation). Signed once and then stored: an ECDSA signature is different
 * every time, and a repeat must be the same bytes.
 */
export async function signConfirmation(
  keys: Keys,
  order: Order,
  result: CleanResult,
  { durationMs, now }: { durationMs: number; now: number },
): Promise<NonNullable<StoredOrder['confirmation']>> {
  const jti = crypto.randomUUID()
  const claims: ConfirmationClaims = {
    iss: order.deviceId,
    jti,
    iat: Math.floor(now / 1000),
    signOutId: order.signOutId,
    nonce: order.nonce,
    attempt: order.attempt,
    durationMs: Math.max(0, Math.round(durationMs)),
    ...result,
  }
  return { jti, jws: await signCompact(keys, JSON.stringify(claims)), result: result.result }
}

/** The claims of a confirmation that this device signed itself. */
export function claimsOf({ jws }: { readonly jws: string }): ConfirmationClaims {
  const payload = atob((jws.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/'))
  const bytes = Uint8Array.from(payload, (letter) => letter.charCodeAt(0))
  return JSON.parse(new TextDecoder().decode(bytes)) as ConfirmationClaims
}

/** What to do with the server's answer to a confirmation. */
export type ConfirmationFate = 'accepted' | 'answered' | 'dropped' | 'refused' | 'held'

const FATES: Readonly<Record<string, ConfirmationFate>> = {
  session_ended: 'accepted', // it was confirmed before and this right is spent
  not_ordered: 'dropped',
  unknown_sign_out: 'dropped',
  unauthenticated: 'held',
  token_replaced: 'held',
  bad_origin: 'held',
}

/** `answered`: taken, but not as done. `dropped`: no such order. `refused`: these bytes never. `held`: who we are is in doubt. */
export function fateOf(answer: { ok: true; state: string | null } | { ok: false; code: string }): ConfirmationFate {
  if (answer.ok) return answer.state === null || answer.state === 'confirmed' ? 'accepted' : 'answered'
  return FATES[answer.code] ?? 'refused'
}
