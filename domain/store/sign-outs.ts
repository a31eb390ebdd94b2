import type { Device, DeviceKind } from '../device.ts'
import type { BatchId, DepartmentId, DeviceId, Instant, MemberId, SessionId, SignOutId } from '../ids.ts'
import type { SignOut, SignOutState } from '../sign-out/sign-out.ts'
import type { Page } from './page.ts'

/** The secrets and proofs of a sign-out: beside it, never in an entry. */
export type SignOutSecrets = { readonly nonce: string; readonly share: string | null }

export type Follower = {
  readonly signOutId: SignOutId
  readonly sessionId: SessionId
  readonly deviceId: DeviceId
  readonly name: string
  readonly seq: number
  readonly syncedAt: Instant | null
}

/** What makes a receipt repeatable: fixed when it closes. */
export type ReceiptSeal = {
  readonly kid: string
  readonly issuer: string
  readonly reportSha256: string | null
  readonly logSeq: number
  readonly logHash: string
}

export type SignOutFilter = {
  readonly memberId?: MemberId | undefined
  readonly states?: readonly SignOutState[] | undefined
  readonly departments?: ReadonlySet<DepartmentId> | undefined
  /** Only those open or closed since then. */
  readonly closedSince?: Instant | undefined
  readonly cursor?: string | undefined
  readonly limit: number
}

/** Which sign-outs a live board weighs: open ones, and those closed since then. */
export type BoardFilter = {
  readonly departments?: ReadonlySet<DepartmentId> | undefined
  readonly closedSince: Instant
  /** In the member's name (pinyin too), e-mail, or the device's name. */
  readonly query?: string | undefined
  readonly kind?: DeviceKind | undefined
}

/** What the board counts, sorts and marks by. */
export type BoardRow = Pick<SignOut, 'id' | 'deviceId' | 'state' | 'by' | 'accessEndedAt' | 'lastAcceptedAt'> & {
  readonly closedAt: Instant | null
  readonly lastSeenAt: Instant | null
}

export interface BoardReads {
  /** How many are open, by state, and how many of these had their access ended before then. */
  openCounts(
    endedBefore: Instant,
  ): Promise<readonly { readonly state: SignOutState; readonly count: number; readonly overdue: number }[]>
  board(filter: BoardFilter): Promise<readonly BoardRow[]>
}

/** What a confirmation is proved with: the device whose word it is, and the secrets of its order. */
export type Proving = { readonly signOut: SignOut; readonly device: Device | null; readonly secrets: SignOutSecrets }

export interface SignOutProofReads {
  /** All that a confirmation is verified with, in one look. */
  proving(id: SignOutId): Promise<Proving | null>
  secrets(id: SignOutId): Promise<SignOutSecrets | null>
  seal(id: SignOutId): Promise<ReceiptSeal | null>
  /** The state that was answered to a confirmation with this jti, or null. */
  answered(id: SignOutId, jti: string): Promise<SignOutState | null>
  refusals(id: SignOutId): Promise<number>
  /** The newest confirmed sign-out of a device whose records are kept and can be given back. */
  keptOf(deviceId: DeviceId): Promise<{ readonly signOutId: SignOutId; readonly share: string } | null>
}

export interface FollowerReads {
  followers(ids: readonly SignOutId[]): Promise<readonly Follower[]>
}

export interface SignOutReads extends BoardReads, SignOutProofReads, FollowerReads {
  get(id: SignOutId): Promise<SignOut | null>
  bySession(sessionId: SessionId): Promise<SignOut | null>
  many(ids: readonly SignOutId[]): Promise<readonly SignOut[]>
  ofBatch(batchId: BatchId): Promise<readonly SignOut[]>
  /** Sign-outs of a member that are not confirmed (waived ones too). */
  unfinishedOf(memberId: MemberId): Promise<readonly SignOut[]>
  /** Those of them that an original has not agreed to. */
  awaitingOf(memberId: MemberId): Promise<readonly SignOut[]>
  list(filter: SignOutFilter): Promise<Page<SignOut>>
  countsByState(
    departments: ReadonlySet<DepartmentId> | undefined,
    closedSince: Instant,
  ): Promise<Readonly<Partial<Record<SignOutState, number>>>>
  /** The newest sign-out of a device, in whatever state. */
  lastOf(deviceId: DeviceId): Promise<SignOut | null>
}

export interface SignOutProofWrites extends SignOutProofReads {
  setShare(id: SignOutId, share: string | null): Promise<void>
  recordAnswer(id: SignOutId, jti: string, state: SignOutState): Promise<void>
  countRefusal(id: SignOutId): Promise<number>
  /** Deletes the shares of these devices' sign-outs: a later order without keepRecords leaves nothing to open. */
  dropSharesOf(deviceIds: readonly DeviceId[]): Promise<void>
  /** Deletes shares of sign-outs confirmed before `before`; returns how many. */
  dropShares(before: Instant): Promise<number>
}

export interface FollowerWrites extends FollowerReads {
  addFollowers(followers: readonly Follower[]): Promise<void>
  /** Marks what a session has acknowledged up to `seq`; returns the sign-outs whose followers moved. */
  followersSynced(sessionId: SessionId, seq: number, at: Instant): Promise<readonly SignOutId[]>
}

export interface SignOutWrites extends SignOutReads, SignOutProofWrites, FollowerWrites {
  insert(made: readonly { readonly signOut: SignOut; readonly secrets: SignOutSecrets }[]): Promise<void>
  /** Writes every field that an event can change, and the seal of its receipt where the event closes it. */
  save(signOut: SignOut, seal?: ReceiptSeal): Promise<void>
}
