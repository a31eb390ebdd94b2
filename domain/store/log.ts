import type { DepartmentId, Instant, SignOutId } from '../ids.ts'
import type { Entry, Head, NewEntry, StreamId } from '../log.ts'
import type { Page } from './page.ts'

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
  /** The entries of one sign-out in its member's stream, after `seq`, in order, at most `limit`. */
  afterOf(signOutId: SignOutId, stream: StreamId, seq: number, limit: number): Promise<readonly Entry[]>
  one(stream: StreamId, seq: number): Promise<Entry | null>
  /** The newest entry of one of these types (one or two) whose data names this sign-out. */
  newestOf(
    stream: StreamId,
    types: readonly [string] | readonly [string, string],
    signOutId: SignOutId,
  ): Promise<Entry | null>
  /** The logs after one, in the order of their names; with `departments`, those of their members alone. */
  heads(
    after: StreamId | null,
    limit: number,
    departments?: ReadonlySet<DepartmentId>,
  ): Promise<readonly { readonly stream: StreamId; readonly head: Head }[]>
  /** How many logs there are, and entries in them. */
  size(departments?: ReadonlySet<DepartmentId>): Promise<{ readonly logs: number; readonly entries: number }>
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
