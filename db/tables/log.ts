import type { Actor } from '#domain/sign-out/sign-out.ts'
import { VERIFICATION_STATES, type Walk } from '#domain/verification.ts'
import type { Dialect } from '../dialect.ts'

type Json = Readonly<Record<string, unknown>>

/** The log: streams, their entries, and the walks that verify them. */
export function logTables(d: Dialect) {
  const streams = d.table('stream', {
    id: d.text('id').primaryKey(),
    head: d.integer('head').notNull(),
    headAt: d.instant('head_at').notNull(),
    headHash: d.text('head_hash').notNull(),
  })
  const entries = d.table(
    'entry',
    {
      stream: d.text('stream').notNull(),
      seq: d.integer('seq').notNull(),
      at: d.instant('at').notNull(),
      type: d.text('type').notNull(),
      data: d.json<Json>('data'),
      salt: d.text('salt'),
      dataHash: d.text('data_hash').notNull(),
      hash: d.text('hash').notNull(),
      /** The sign-out an entry is about, for its device's own reading. */
      signOutId: d.text('sign_out_id'),
    },
    (t) => [
      d.primaryKey({ columns: [t.stream, t.seq] }),
      d.index('entry_at_idx').on(t.at),
      d.index('entry_sign_out_idx').on(t.signOutId, t.seq),
    ],
  )
  const verifications = d.table(
    'verification',
    {
      id: d.text('id').primaryKey(),
      coverage: d.text('coverage'),
      state: d.oneOf('state', VERIFICATION_STATES).notNull(),
      by: d.json<Actor>('by').notNull(),
      startedAt: d.instant('started_at').notNull(),
      endedAt: d.instant('ended_at'),
      stoppedBy: d.json<Actor>('stopped_by'),
      totalLogs: d.integer('total_logs').notNull(),
      totalEntries: d.integer('total_entries').notNull(),
      walk: d.json<Walk>('walk').notNull(),
    },
    (t) => [d.index('verification_started_idx').on(t.startedAt), d.index('verification_state_idx').on(t.state)],
  )
  return { streams, entries, verifications }
}
