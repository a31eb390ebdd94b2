import type { KindCounts } from '#domain/obligation/checks.ts'
import {
  OBLIGATION_KINDS,
  OBLIGATION_STATES,
  OUTCOMES,
  type ObligationData,
  type Settlement,
} from '#domain/obligation/obligation.ts'
import type { Dialect } from '../dialect.ts'

/** What still hangs on members and on the company, and what each leaving found of it. */
export function obligationTables(d: Dialect) {
  const obligations = d.table(
    'obligation',
    {
      id: d.text('id').primaryKey(),
      kind: d.oneOf('kind', OBLIGATION_KINDS).notNull(),
      title: d.text('title').notNull(),
      ownerId: d.text('owner_id'),
      source: d.text('source').notNull(),
      externalId: d.text('external_id'),
      generation: d.integer('generation').notNull(),
      state: d.oneOf('state', OBLIGATION_STATES).notNull(),
      data: d.json<ObligationData>('data').notNull(),
      settled: d.json<Settlement>('settled'),
      settledTo: d.text('settled_to'),
      outcome: d.oneOf('outcome', OUTCOMES),
      createdAt: d.instant('created_at').notNull(),
      changedAt: d.instant('changed_at').notNull(),
      interruptedAt: d.instant('interrupted_at'),
      repairMs: d.instant('repair_ms'),
      dueAt: d.instant('due_at'),
    },
    (t) => [
      d.index('obligation_owner_idx').on(t.ownerId, t.state),
      d.index('obligation_kind_idx').on(t.kind, t.state),
      d.index('obligation_to_idx').on(t.settledTo),
      d.index('obligation_due_idx').on(t.state, t.dueAt),
      d.index('obligation_changed_idx').on(t.changedAt),
      d.unique('obligation_external_idx').on(t.source, t.externalId, t.generation),
    ],
  )
  const lastChecks = d.table(
    'last_check',
    {
      batchId: d.text('batch_id').notNull(),
      memberId: d.text('member_id').notNull(),
      at: d.instant('at').notNull(),
      counts: d.json<KindCounts>('counts').notNull(),
    },
    (t) => [d.primaryKey({ columns: [t.batchId, t.memberId] }), d.index('last_check_member_idx').on(t.memberId, t.at)],
  )
  return { obligations, lastChecks }
}
