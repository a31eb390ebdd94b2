import type { DepartmentId, Instant, MemberId, ObligationId } from '../ids.ts'
import type { KindCounts } from '../obligation/checks.ts'
import type { Obligation, ObligationKind, ObligationState } from '../obligation/obligation.ts'
import type { Page } from './page.ts'

export type ObligationFilter = {
  readonly query?: string | undefined
  readonly owners?: readonly MemberId[] | undefined
  readonly kinds?: readonly ObligationKind[] | undefined
  readonly states?: readonly ObligationState[] | undefined
  /** Those whose owner is in one of these departments; what has no owner is in none. */
  readonly departments?: ReadonlySet<DepartmentId> | undefined
  readonly cursor?: string | undefined
  readonly limit: number
}

/** What a member's leaving found open: kept with the sign-outs that were asked together (guide statement 7.1). */
export type LastCheckRecord = {
  readonly batchId: string
  readonly memberId: MemberId
  readonly at: Instant
  readonly counts: KindCounts
}

export interface ObligationReads {
  get(id: ObligationId): Promise<Obligation | null>
  many(ids: readonly ObligationId[]): Promise<readonly Obligation[]>
  /** The newest under this name: what was passed on keeps it. */
  byExternal(source: string, externalId: string): Promise<Obligation | null>
  list(filter: ObligationFilter): Promise<Page<Obligation>>
  /** Of one owner and these kinds, not settled; oldest first. */
  openOf(ownerId: MemberId, kinds?: readonly ObligationKind[], limit?: number): Promise<readonly Obligation[]>
  /** How many are not settled, by owner and kind. */
  countsOf(owners: readonly MemberId[]): Promise<ReadonlyMap<MemberId, KindCounts>>
  /** Bills that are not settled. */
  openBills(): Promise<number>
  /** Hand-overs of a member that go or went to this one. */
  handedTo(ownerId: MemberId): Promise<readonly Obligation[]>
  /** How many customers and groups wait to be taken over by each of these. */
  comingTo(takers: readonly MemberId[]): Promise<ReadonlyMap<MemberId, number>>
  /** Open messages and reminders whose time has come. */
  due(now: Instant, limit: number): Promise<readonly Obligation[]>
  lastChecks(memberIds: readonly MemberId[]): Promise<readonly LastCheckRecord[]>
  /** When anything here changed last; 0 when nothing ever did. */
  changedAt(): Promise<Instant>
}

export interface ObligationWrites extends ObligationReads {
  insert(obligations: readonly Obligation[], now: Instant): Promise<void>
  save(obligation: Obligation, now: Instant): Promise<void>
  insertLastCheck(record: LastCheckRecord): Promise<void>
}
