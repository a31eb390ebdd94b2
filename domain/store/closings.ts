import type { Instant, RunId } from '../ids.ts'
import type { StreamId } from '../log.ts'

/** What stays of a company that has closed: the facts, and the key they are signed with (mission.md, 8.1 to 8.6). */
export type ClosingRecord = {
  readonly runId: RunId
  readonly closedAt: Instant
  readonly kid: string
  readonly claims: Readonly<Record<string, unknown>>
  /** When everything personal was erased; null while that goes on. */
  readonly erasedAt: Instant | null
}

export interface ClosingReads {
  /** Null while the company is open. */
  get(): Promise<ClosingRecord | null>
}

export interface ClosingWrites extends ClosingReads {
  insert(record: ClosingRecord): Promise<void>
  setErased(at: Instant): Promise<void>
  /** Deletes what the rows say of people: names, addresses, custom fields, places, proofs, what they were told, obligations, runs, files. */
  erasePeople(): Promise<void>
  /**
   * Deletes the data of a log's entries and keeps their hashes, but for sign-outs that no device has confirmed yet; of a member's also what they
   * were told, and who asked for their sign-outs and why.
   */
  eraseLog(stream: StreamId): Promise<void>
}
