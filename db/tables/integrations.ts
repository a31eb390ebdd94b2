import type { KeyScope } from '#domain/integration.ts'
import type { Dialect } from '../dialect.ts'

/** Keys for programs: only the hash of each is here. */
export function integrationTables(d: Dialect) {
  const integrationKeys = d.table(
    'integration_key',
    {
      id: d.text('id').primaryKey(),
      name: d.text('name').notNull(),
      tokenHash: d.text('token_hash').notNull(),
      ownerId: d.text('owner_id').notNull(),
      scopes: d.json<readonly KeyScope[]>('scopes').notNull(),
      createdAt: d.instant('created_at').notNull(),
      expiresAt: d.instant('expires_at').notNull(),
      lastUsedAt: d.instant('last_used_at'),
      revokedAt: d.instant('revoked_at'),
    },
    (t) => [d.unique('integration_key_hash_idx').on(t.tokenHash)],
  )
  return { integrationKeys }
}
