import { rfc3339, type DeviceId, type Instant, type MemberId, type SessionId, type SignOutId } from './ids.ts'
import type { Actor } from './sign-out/sign-out.ts'

/** CAEP 1.0, part 3.1; and our extension of it (protocol.md, part 4, Receipt). */
export const SESSION_REVOKED = 'https://schemas.openid.net/secevent/caep/event-type/session-revoked'
export const CONFIRMED_EVENT = 'https://signoff.dev/event/sign-out-confirmed'
export const WAIVED_EVENT = 'https://signoff.dev/event/sign-out-waived'

/** The stored facts that a receipt is a pure function of. */
export type ReceiptFacts = {
  readonly issuer: string
  readonly signOutId: SignOutId
  readonly memberId: MemberId
  readonly deviceId: DeviceId
  readonly sessionId: SessionId
  readonly by: Actor
  readonly reason: string | null
  readonly accessEndedAt: Instant
  readonly lastAcceptedAt: Instant
  readonly closing:
    | {
        readonly kind: 'confirmed'
        readonly at: Instant
        readonly reportSha256: string
        readonly logSeq: number
        readonly logHash: string
      }
    | { readonly kind: 'waived'; readonly at: Instant; readonly by: Actor; readonly reason: string }
}

/** The claims of a sign-out's receipt: a Security Event Token (RFC 8417), without `sub` and `exp`. */
export function receiptClaims(f: ReceiptFacts): Record<string, unknown> {
  return {
    iss: f.issuer,
    iat: Math.floor(f.closing.at / 1000),
    jti: f.signOutId,
    sub_id: { format: 'opaque', id: f.memberId },
    events: { [SESSION_REVOKED]: sessionRevoked(f), ...ourEvent(f) },
  }
}

function sessionRevoked(f: ReceiptFacts): Record<string, unknown> {
  const initiating = { member: 'user', admin: 'admin', system: 'system' } as const
  return {
    event_timestamp: Math.floor(f.accessEndedAt / 1000),
    initiating_entity: initiating[f.by.kind],
    // One reason serves both readers: it is shown to the member and kept in the audit (CAEP 1.0, part 2: keys are language tags).
    ...(f.reason === null ? {} : { reason_user: { und: f.reason }, reason_admin: { und: f.reason } }),
  }
}

function ourEvent(f: ReceiptFacts): Record<string, unknown> {
  if (f.closing.kind === 'waived') {
    const { at, by, reason } = f.closing
    return { [WAIVED_EVENT]: { waivedAt: rfc3339(at), by: { kind: by.kind, id: by.id }, reason } }
  }
  return {
    [CONFIRMED_EVENT]: {
      deviceId: f.deviceId,
      sessionId: f.sessionId,
      accessEndedAt: rfc3339(f.accessEndedAt),
      lastAcceptedAt: rfc3339(f.lastAcceptedAt),
      confirmedAt: rfc3339(f.closing.at),
      lagMs: Math.max(0, f.closing.at - f.accessEndedAt),
      reportSha256: f.closing.reportSha256,
      signature: 'verified',
      logSeq: f.closing.logSeq,
      logHash: f.closing.logHash,
    },
  }
}
