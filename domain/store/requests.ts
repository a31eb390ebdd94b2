import type { Instant, MemberId } from '../ids.ts'

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
