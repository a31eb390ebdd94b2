import type { Instant, KeyId, MemberId } from './ids.ts'

/** What an integration may be let do; never roles, policy, keys, waive, override or closing (protocol.md, part 2). */
export const KEY_SCOPES = [
  'members:read',
  'members:write',
  'sign-outs:write',
  'obligations:write',
  'audit:read',
] as const
export type KeyScope = (typeof KEY_SCOPES)[number]

/** A key for a program: `sak_…`, of which the store has only the hash. */
export type IntegrationKey = {
  readonly id: KeyId
  readonly name: string
  readonly ownerId: MemberId
  readonly scopes: readonly KeyScope[]
  readonly createdAt: Instant
  readonly expiresAt: Instant
  readonly lastUsedAt: Instant | null
  readonly revokedAt: Instant | null
}

export const KEY_PREFIX = 'sak_'

export function keyWorks(key: Pick<IntegrationKey, 'revokedAt' | 'expiresAt'>, now: Instant): boolean {
  return key.revokedAt === null && now < key.expiresAt
}
