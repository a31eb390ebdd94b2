import type { Device, DeviceKind, DeviceStatus } from './device.ts'
import type { BatchId, DepartmentId, DeviceId, Instant, LinkId, MemberId, SessionId, SignOutId } from './ids.ts'
import type { Link } from './link.ts'
import type { Entry, Head, NewEntry, StreamId } from './log.ts'
import type { Department, Member, MemberState, Role } from './member.ts'
import type { LeaseWrites, NodeReads, NodeWrites } from './node.ts'
import type { Policy } from './policy.ts'
import type { Session, SignInMethod } from './session.ts'
import type { Actor, SignOut, SignOutState } from './sign-out/sign-out.ts'

/**
 * The store as the commands and queries see it: one interface a concept, rows translated to the domain's words. `read` sees committed rows only;
 * everything inside one `write` commits together or not at all, and nobody is answered before it has. Inside `write` await nothing but `tx`.
 */
export interface Store {
  readonly read: Reads
  write<T>(work: (tx: Writes) => Promise<T>): Promise<T>
  /** Resolves when the store can be read and is as durable as promised; throws `unavailable` otherwise. */
  ping(): Promise<void>
}

export interface Reads {
  readonly org: OrgReads
  readonly members: MemberReads
  readonly devices: DeviceReads
  readonly sessions: SessionReads
  readonly signOuts: SignOutReads
  readonly log: LogReads
  readonly links: LinkReads
  readonly invitations: InvitationReads
  readonly batches: BatchReads
  readonly keys: KeyReads
  readonly failures: FailureReads
  readonly nodes: NodeReads
}

export interface Writes extends Reads {
  readonly org: OrgWrites
  readonly members: MemberWrites
  readonly devices: DeviceWrites
  readonly sessions: SessionWrites
  readonly signOuts: SignOutWrites
  readonly log: LogWrites
  readonly links: LinkWrites
  readonly invitations: InvitationWrites
  readonly batches: BatchWrites
  readonly keys: KeyWrites
  readonly failures: FailureWrites
  readonly challenges: ChallengeWrites
  readonly idempotency: IdempotencyWrites
  readonly nodes: NodeWrites
  readonly leases: LeaseWrites
}

/** The one organisation. Its absence means: not set up. */
export type Org = {
  readonly name: string
  readonly locale: 'en' | 'zh-CN'
  readonly timeZone: string
  readonly policy: Policy
  readonly policyVersion: number
  /** Part of every session; raising it kills all of the past (quality.md, B7). */
  readonly epoch: number
  readonly createdAt: Instant
  /** Set while sign-in is closed to all but owners after a restore: the time the backup stands for. */
  readonly restoredAsOf: Instant | null
}
export interface OrgReads {
  get(): Promise<Org | null>
}
export interface OrgWrites extends OrgReads {
  insert(org: Org): Promise<boolean>
  update(change: Partial<Org>): Promise<void>
}

export type Page<T> = {
  readonly items: readonly T[]
  readonly nextCursor: string | null
  readonly total: number | null
}
export type MemberFilter = {
  readonly query?: string | undefined
  readonly state?: MemberState | undefined
  readonly departments?: ReadonlySet<DepartmentId> | undefined
  readonly cursor?: string | undefined
  readonly limit: number
}
export interface MemberReads {
  get(id: MemberId): Promise<Member | null>
  byEmail(email: string): Promise<Member | null>
  /** The argon2id hash, or null while invited. */
  passwordHash(id: MemberId): Promise<string | null>
  list(filter: MemberFilter): Promise<Page<Member>>
  many(ids: readonly MemberId[]): Promise<readonly Member[]>
  /** Active members with this role. */
  countRole(role: Role): Promise<number>
  departments(): Promise<readonly Department[]>
}
export interface MemberWrites extends MemberReads {
  insert(member: Member, passwordHash: string | null, search: string): Promise<void>
  update(id: MemberId, change: Partial<Omit<Member, 'id'>> & { readonly search?: string }): Promise<void>
  setPassword(id: MemberId, hash: string): Promise<void>
  insertDepartment(department: Department): Promise<void>
}

export interface DeviceReads {
  get(id: DeviceId): Promise<Device | null>
  byThumbprint(memberId: MemberId, thumbprint: string): Promise<Device | null>
  ofMember(memberId: MemberId): Promise<readonly Device[]>
  many(ids: readonly DeviceId[]): Promise<readonly Device[]>
  list(filter: DeviceFilter): Promise<Page<Device>>
}
export type DeviceFilter = {
  readonly query?: string | undefined
  readonly kind?: string | undefined
  readonly memberId?: MemberId | undefined
  readonly departments?: ReadonlySet<DepartmentId> | undefined
  readonly cursor?: string | undefined
  readonly limit: number
}
export interface DeviceWrites extends DeviceReads {
  insert(device: Device): Promise<void>
  update(id: DeviceId, change: Partial<Omit<Device, 'id' | 'memberId' | 'thumbprint'>>): Promise<void>
  setStatus(id: DeviceId, status: DeviceStatus): Promise<void>
  /** Raises lastSeenAt, never lowers it. */
  seen(seen: readonly { id: DeviceId; at: Instant }[]): Promise<void>
}

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
  touch(touches: readonly Touch[]): Promise<void>
  /** Forgets the addresses of sessions that ended before. */
  forgetAddresses(before: Instant): Promise<void>
  ack(acks: readonly { id: SessionId; seq: number }[]): Promise<void>
}

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
  board(filter: BoardFilter): Promise<readonly BoardRow[]>
}
export interface SignOutReads extends BoardReads {
  get(id: SignOutId): Promise<SignOut | null>
  bySession(sessionId: SessionId): Promise<SignOut | null>
  many(ids: readonly SignOutId[]): Promise<readonly SignOut[]>
  ofBatch(batchId: BatchId): Promise<readonly SignOut[]>
  /** Sign-outs of a member that are not confirmed (waived ones too). */
  unfinishedOf(memberId: MemberId): Promise<readonly SignOut[]>
  list(filter: SignOutFilter): Promise<Page<SignOut>>
  countsByState(
    departments: ReadonlySet<DepartmentId> | undefined,
    closedSince: Instant,
  ): Promise<Readonly<Partial<Record<SignOutState, number>>>>
  secrets(id: SignOutId): Promise<SignOutSecrets | null>
  seal(id: SignOutId): Promise<ReceiptSeal | null>
  followers(ids: readonly SignOutId[]): Promise<readonly Follower[]>
  /** The state that was answered to a confirmation with this jti, or null. */
  answered(id: SignOutId, jti: string): Promise<SignOutState | null>
  refusals(id: SignOutId): Promise<number>
  /** The newest confirmed sign-out of a device whose records are kept and can be given back. */
  keptOf(deviceId: DeviceId): Promise<{ readonly signOutId: SignOutId; readonly share: string } | null>
}
export interface SignOutWrites extends SignOutReads {
  insert(signOut: SignOut, secrets: SignOutSecrets): Promise<void>
  /** Writes every field that an event can change. */
  save(signOut: SignOut): Promise<void>
  setShare(id: SignOutId, share: string | null): Promise<void>
  setSeal(id: SignOutId, seal: ReceiptSeal): Promise<void>
  addFollowers(followers: readonly Follower[]): Promise<void>
  /** Marks what a session has acknowledged up to `seq`; returns the sign-outs whose followers moved. */
  followersSynced(sessionId: SessionId, seq: number, at: Instant): Promise<readonly SignOutId[]>
  recordAnswer(id: SignOutId, jti: string, state: SignOutState): Promise<void>
  countRefusal(id: SignOutId): Promise<number>
  /** Deletes the shares of a device's sign-outs: a later order without keepRecords leaves nothing to open. */
  dropSharesOf(deviceId: DeviceId): Promise<void>
  /** Deletes shares of sign-outs confirmed before `before`; returns how many. */
  dropShares(before: Instant): Promise<number>
}

export type AuditFilter = {
  readonly streams?: readonly StreamId[] | undefined
  /** Members' streams of these departments alone (a scoped admin). */
  readonly departments?: ReadonlySet<DepartmentId> | undefined
  readonly types?: readonly string[] | undefined
  readonly from?: Instant | undefined
  readonly to?: Instant | undefined
  readonly cursor?: string | undefined
  readonly limit: number
}
export interface LogReads {
  head(stream: StreamId): Promise<Head>
  /** The numbers of the newest entries of many streams; one that has none is left out. */
  headsOf(streams: readonly StreamId[]): Promise<ReadonlyMap<StreamId, number>>
  /** Entries after `seq`, in order, at most `limit`. */
  after(stream: StreamId, seq: number, limit: number): Promise<readonly Entry[]>
  one(stream: StreamId, seq: number): Promise<Entry | null>
  /** The newest entry of one of these types (one or two) whose data names this sign-out. */
  newestOf(
    stream: StreamId,
    types: readonly [string] | readonly [string, string],
    signOutId: SignOutId,
  ): Promise<Entry | null>
  heads(after: StreamId | null, limit: number): Promise<readonly { readonly stream: StreamId; readonly head: Head }[]>
  audit(filter: AuditFilter): Promise<Page<Entry>>
  /** The greatest instant stored anywhere: the clock never runs behind it. */
  latestAt(): Promise<Instant>
}
export interface LogWrites extends LogReads {
  /** Takes the stream until the end of this write: the only lock of a member, on every engine. Take several in order: org, members by id. */
  take(stream: StreamId): Promise<Head>
  /** Appends to a stream that was taken. Returns the entries with their numbers. */
  append(stream: StreamId, entries: readonly NewEntry[], now: Instant): Promise<readonly Entry[]>
}

export interface LinkReads {
  byDeviceCode(hash: string): Promise<Link | null>
  byUserCode(code: string): Promise<Link | null>
  /** Codes of a member that are neither decided nor expired. */
  openOf(memberId: MemberId, now: Instant): Promise<readonly Link[]>
  /** Approved ones whose token was not fetched yet and that keep no session: each holds a place. */
  holdingOf(memberId: MemberId, now: Instant): Promise<readonly Link[]>
}
export interface LinkWrites extends LinkReads {
  insert(link: Link, deviceCodeHash: string): Promise<boolean>
  save(link: Link): Promise<void>
  /** Takes the link's row until the end of this write. */
  take(id: LinkId): Promise<Link | null>
  prune(before: Instant): Promise<void>
}

export type Invitation = {
  readonly tokenHash: string
  readonly memberId: MemberId
  readonly expiresAt: Instant
  readonly usedAt: Instant | null
}
export interface InvitationReads {
  byTokenHash(hash: string): Promise<Invitation | null>
}
export interface InvitationWrites extends InvitationReads {
  insert(invitation: Invitation): Promise<void>
  /** Conditional on not being used. */
  use(hash: string, at: Instant): Promise<boolean>
  voidOf(memberId: MemberId): Promise<void>
  voidAll(): Promise<void>
}

export type BatchState = 'running' | 'done' | 'stopped'
export type Batch = {
  readonly id: BatchId
  readonly requestedAt: Instant
  readonly by: Actor
  readonly state: BatchState
  readonly total: number
  readonly done: number
  readonly failed: number
  /** What is still to do, for a job that resumes after a crash; null for one that was done at once. */
  readonly plan: BatchPlan | null
  readonly outcomes: readonly BatchOutcome[]
}
export type BatchPlan = {
  readonly sessions: readonly SessionId[]
  readonly next: number
  readonly asked: Readonly<Record<string, unknown>>
  readonly reason: string
  readonly callerSessionId: SessionId
}
export type BatchOutcome = {
  readonly memberId: MemberId | null
  readonly sessionId: SessionId | null
  readonly code: string
}
export type Preview = {
  readonly id: string
  readonly by: MemberId
  readonly sessions: readonly SessionId[]
  readonly asked: Readonly<Record<string, unknown>>
  readonly expiresAt: Instant
}
export interface BatchReads {
  get(id: BatchId): Promise<Batch | null>
  running(): Promise<readonly Batch[]>
  preview(id: string): Promise<Preview | null>
}
export interface BatchWrites extends BatchReads {
  insert(batch: Batch): Promise<void>
  /** Takes the batch's row until the end of this write. */
  take(id: BatchId): Promise<Batch | null>
  save(batch: Batch): Promise<void>
  insertPreview(preview: Preview): Promise<void>
}

/** A key that signs receipts. The private half lies wrapped with SIGNOFF_SECRET. All that ever signed are kept. */
export type SigningKey = {
  readonly kid: string
  readonly publicJwk: Readonly<Record<string, string>>
  readonly wrapped: string
  readonly createdAt: Instant
  readonly retiredAt: Instant | null
}
export interface KeyReads {
  signing(): Promise<readonly SigningKey[]>
}
export interface KeyWrites extends KeyReads {
  insert(key: SigningKey): Promise<void>
  retire(kid: string, at: Instant): Promise<void>
}

/** Failed tries, counted in windows (protocol.md, part 2, Limits). A bucket is a hash: no address or e-mail is stored. */
export interface FailureReads {
  count(bucket: string, since: Instant): Promise<{ readonly count: number; readonly oldest: Instant | null }>
}
export interface FailureWrites extends FailureReads {
  add(buckets: readonly string[], at: Instant): Promise<void>
  clear(bucket: string): Promise<void>
  prune(before: Instant): Promise<void>
}

export type Challenge = {
  readonly id: string
  readonly memberId: MemberId
  readonly thumbprint: string
  readonly expiresAt: Instant
}
export interface ChallengeWrites {
  insert(challenge: Challenge): Promise<void>
  /** Single use: returns and deletes it. */
  take(id: string): Promise<Challenge | null>
}

export type Answered = { readonly bodyHash: string; readonly status: number | null; readonly body: string | null }
export interface IdempotencyWrites {
  /** Claims the key; null when this call is the first, else what is stored (status null: still under way). */
  claim(key: string, bodyHash: string, at: Instant): Promise<Answered | null>
  finish(key: string, status: number, body: string): Promise<void>
  release(key: string): Promise<void>
  prune(before: Instant): Promise<void>
}
