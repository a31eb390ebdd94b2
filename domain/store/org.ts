import type { Instant } from '../ids.ts'
import type { Policy } from '../policy.ts'

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
