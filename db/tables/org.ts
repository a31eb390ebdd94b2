import type { Policy } from '#domain/policy.ts'
import type { Dialect } from '../dialect.ts'

/** The organisation itself and the keys that sign its receipts. */
export function organisationTables(d: Dialect) {
  const orgs = d.table('org', {
    id: d.text('id').primaryKey(),
    name: d.text('name').notNull(),
    locale: d.oneOf('locale', ['en', 'zh-CN']).notNull(),
    timeZone: d.text('time_zone').notNull(),
    policy: d.json<Policy>('policy').notNull(),
    policyVersion: d.integer('policy_version').notNull(),
    epoch: d.integer('epoch').notNull(),
    createdAt: d.instant('created_at').notNull(),
    restoredAsOf: d.instant('restored_as_of'),
  })
  const signingKeys = d.table('signing_key', {
    kid: d.text('kid').primaryKey(),
    publicJwk: d.json<Readonly<Record<string, string>>>('public_jwk').notNull(),
    wrapped: d.text('wrapped').notNull(),
    createdAt: d.instant('created_at').notNull(),
    retiredAt: d.instant('retired_at'),
  })
  return { orgs, signingKeys }
}
