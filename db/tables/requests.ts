import type { Dialect } from '../dialect.ts'

/** What the edges remember of requests: failures, challenges, first answers. */
export function requestTables(d: Dialect) {
  const failures = d.table(
    'failure',
    { id: d.text('id').primaryKey(), bucket: d.text('bucket').notNull(), at: d.instant('at').notNull() },
    (t) => [d.index('failure_bucket_idx').on(t.bucket, t.at)],
  )
  const challenges = d.table('challenge', {
    id: d.text('id').primaryKey(),
    memberId: d.text('member_id').notNull(),
    thumbprint: d.text('thumbprint').notNull(),
    expiresAt: d.instant('expires_at').notNull(),
  })
  const idempotency = d.table('idempotency', {
    key: d.text('key').primaryKey(),
    bodyHash: d.text('body_hash').notNull(),
    status: d.integer('status'),
    body: d.text('body'),
    at: d.instant('at').notNull(),
  })
  return { failures, challenges, idempotency }
}
