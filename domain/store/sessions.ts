import type { Device } from '../device.ts'
import type { DeviceId, Instant, MemberId, SessionId, SignOutId } from '../ids.ts'
import type { Member } from '../member.ts'
import type { Session, SignInMethod } from '../session.ts'
import type { Org } from './org.ts'

/** What one look-up of a token brings: everything a request needs to know of its caller. */
export type TokenHit = {
  readonly session: Session
  readonly member: Member
  readonly device: Device
  readonly org: Org | null
  /** The number of the newest entry of the member's log. */
  readonly head: number
}

export interface SessionReads {
  get(id: SessionId): Promise<Session | null>
  byTokenHash(hash: string): Promise<TokenHit | null>
  /** Whether this hash belonged to a session whose token was replaced since. */
  wasReplaced(hash: string): Promise<boolean>
  activeOf(memberId: MemberId): Promise<readonly Session[]>
  /** The newest session of each device of a member, ended or not. */
  latestOf(memberId: MemberId): Promise<readonly Session[]>
  latestOfDevices(devices: readonly DeviceId[]): Promise<readonly Session[]>
  many(ids: readonly SessionId[]): Promise<readonly Session[]>
  /** Active sessions that may have outlived a limit at `now`; the caller decides. */
  perhapsExpired(now: Instant, idleMs: number, webIdleMs: number, limit: number): Promise<readonly Session[]>
  /** Members that have an active session. */
  membersSignedIn(): Promise<readonly MemberId[]>
}

export type Touch = { readonly id: SessionId; readonly at: Instant; readonly ip: string | null }

export interface SessionWrites extends SessionReads {
  insert(session: Session, tokenHash: string): Promise<void>
  /** Conditional on being active: an ended session never gets a new token (quality.md, E6). */
  replaceToken(
    id: SessionId,
    tokenHash: string,
    change: {
      method: SignInMethod
      bySelf: boolean
      originalDeviceId: DeviceId | null
      steppedUpAt: Instant | null
      expiresAt: Instant
      at: Instant
    },
  ): Promise<boolean>
  /** Ends an active session; false when it had ended before. */
  end(id: SessionId, at: Instant, lastAcceptedAt: Instant, signOutId: SignOutId): Promise<boolean>
  setOriginal(id: SessionId, originalDeviceId: DeviceId | null): Promise<void>
  stepUp(id: SessionId, at: Instant): Promise<void>
  voidStepUps(): Promise<void>
  voidStepUpsOf(memberId: MemberId): Promise<void>
  touch(touches: readonly Touch[]): Promise<void>
  /** Forgets the addresses of sessions that ended before. */
  forgetAddresses(before: Instant): Promise<void>
  ack(acks: readonly { id: SessionId; seq: number }[]): Promise<void>
}
