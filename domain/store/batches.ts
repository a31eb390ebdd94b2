import type { BatchId, Instant, MemberId, SessionId } from '../ids.ts'
import type { Actor } from '../sign-out/sign-out.ts'

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
