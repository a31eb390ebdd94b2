import type { DeviceId, Instant, MemberId, SessionId, SignOutId } from './ids.ts'
import type { DeviceKind } from './device.ts'
import type { Policy } from './policy.ts'

export const SIGN_IN_METHODS = ['password', 'link', 'oidc', 'passkey'] as const
export type SignInMethod = (typeof SIGN_IN_METHODS)[number]

/** One device's right of access. It ends only by a sign-out, so an ended one always has exactly one. */
export type Session = {
  readonly id: SessionId
  readonly memberId: MemberId
  readonly deviceId: DeviceId
  readonly method: SignInMethod
  /** Null when the session signed in by itself; else the device that must confirm its sign-out. */
  readonly originalDeviceId: DeviceId | null
  /** True when the session signed in by itself: only such a session may approve links and sign-outs. */
  readonly bySelf: boolean
  readonly startedAt: Instant
  readonly lastSeenAt: Instant
  /** The last request that was granted; never after `endedAt`. */
  readonly lastAcceptedAt: Instant
  readonly ip: string | null
  /** When the absolute limit ends it. */
  readonly expiresAt: Instant
  readonly endedAt: Instant | null
  readonly signOutId: SignOutId | null
  /** The store's epoch when it began; another one makes it dead (a restored backup). */
  readonly epoch: number
  /** The entry of its own start: a device's cursor 0 means this. */
  readonly startSeq: number
  /** The highest entry that the device has acknowledged. */
  readonly ackedSeq: number
  readonly steppedUpAt: Instant | null
}

/** A step-up holds five minutes for its session (protocol.md, part 3). */
export const STEP_UP_MS = 5 * 60_000

export function isSteppedUp(session: Pick<Session, 'steppedUpAt'>, now: Instant): boolean {
  return session.steppedUpAt !== null && now - session.steppedUpAt < STEP_UP_MS
}

/** The limits of a session of this kind of device, in milliseconds. */
export function sessionLimits(kind: DeviceKind, policy: Policy): { idleMs: number; absoluteMs: number } {
  return kind === 'web'
    ? { idleMs: policy.webIdleMs, absoluteMs: policy.webAbsoluteMs }
    : { idleMs: policy.idleMs, absoluteMs: policy.absoluteMs }
}

/** Whether an active session has outlived its idle or absolute limit and must be ended by a sign-out. */
export function isExpired(session: Session, kind: DeviceKind, policy: Policy, now: Instant): boolean {
  return now >= session.expiresAt || now - session.lastSeenAt >= sessionLimits(kind, policy).idleMs
}

/**
 * Whether one session may say of another that it was the member, or was not: only one that was there before, and that did not come by the
 * other's device. Whoever has stolen in can neither vouch for themselves nor turn the member's own devices out by this.
 */
export function mayAnswerFor(
  own: Pick<Session, 'id' | 'startSeq' | 'originalDeviceId'>,
  other: Pick<Session, 'id' | 'startSeq' | 'deviceId'>,
): boolean {
  return own.id !== other.id && own.startSeq < other.startSeq && own.originalDeviceId !== other.deviceId
}
