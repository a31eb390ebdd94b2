import type { SignOutOptions } from '#domain/sign-out/options.ts'
import {
  SIGN_OUT_STATES,
  type Actor,
  type Original,
  type Progress,
  type Report,
  type Waiver,
} from '#domain/sign-out/sign-out.ts'
import type { BatchOutcome, BatchPlan } from '#domain/store.ts'
import type { Dialect } from '../dialect.ts'

type Json = Readonly<Record<string, unknown>>

/** Sign-outs, who follows them, what was answered, and those asked together. */
export function signOutTables(d: Dialect) {
  const signOuts = d.table(
    'sign_out',
    {
      id: d.text('id').primaryKey(),
      batchId: d.text('batch_id').notNull(),
      memberId: d.text('member_id').notNull(),
      deviceId: d.text('device_id').notNull(),
      sessionId: d.text('session_id').notNull(),
      state: d.oneOf('state', SIGN_OUT_STATES).notNull(),
      by: d.json<Actor>('by').notNull(),
      reason: d.text('reason'),
      options: d.json<SignOutOptions>('options').notNull(),
      attempt: d.integer('attempt').notNull(),
      accessEndedAt: d.instant('access_ended_at').notNull(),
      lastAcceptedAt: d.instant('last_accepted_at').notNull(),
      original: d.json<Original>('original'),
      receivedAt: d.instant('received_at'),
      cleaningAt: d.instant('cleaning_at'),
      remindedAt: d.instant('reminded_at'),
      /** When it was confirmed or waived; the board shows the last day's. */
      closedAt: d.instant('closed_at'),
      progress: d.json<Progress>('progress'),
      report: d.json<Report>('report'),
      waiver: d.json<Waiver>('waiver'),
      nonce: d.text('nonce').notNull(),
      share: d.text('share'),
      refused: d.integer('refused').notNull(),
      receiptKid: d.text('receipt_kid'),
      receiptIssuer: d.text('receipt_issuer'),
      reportSha256: d.text('report_sha256'),
      logSeq: d.integer('log_seq'),
      logHash: d.text('log_hash'),
    },
    (t) => [
      d.unique('sign_out_session_idx').on(t.sessionId),
      d.index('sign_out_member_idx').on(t.memberId, t.accessEndedAt),
      d.index('sign_out_batch_idx').on(t.batchId),
      d.index('sign_out_device_idx').on(t.deviceId),
      d.index('sign_out_closed_idx').on(t.closedAt, t.accessEndedAt),
    ],
  )
  const followers = d.table(
    'follower',
    {
      signOutId: d.text('sign_out_id').notNull(),
      sessionId: d.text('session_id').notNull(),
      deviceId: d.text('device_id').notNull(),
      name: d.text('name').notNull(),
      seq: d.integer('seq').notNull(),
      syncedAt: d.instant('synced_at'),
    },
    (t) => [
      d.primaryKey({ columns: [t.signOutId, t.sessionId] }),
      d.index('follower_session_idx').on(t.sessionId, t.syncedAt),
    ],
  )
  const answers = d.table(
    'confirmation_answer',
    {
      signOutId: d.text('sign_out_id').notNull(),
      jti: d.text('jti').notNull(),
      state: d.oneOf('state', SIGN_OUT_STATES).notNull(),
    },
    (t) => [d.primaryKey({ columns: [t.signOutId, t.jti] })],
  )
  const batches = d.table(
    'batch',
    {
      id: d.text('id').primaryKey(),
      requestedAt: d.instant('requested_at').notNull(),
      by: d.json<Actor>('by').notNull(),
      state: d.oneOf('state', ['running', 'done', 'stopped']).notNull(),
      total: d.integer('total').notNull(),
      done: d.integer('done').notNull(),
      failed: d.integer('failed').notNull(),
      plan: d.json<BatchPlan>('plan'),
      outcomes: d.json<readonly BatchOutcome[]>('outcomes').notNull(),
    },
    (t) => [d.index('batch_state_idx').on(t.state)],
  )
  const previews = d.table('preview', {
    id: d.text('id').primaryKey(),
    by: d.text('by').notNull(),
    sessions: d.json<readonly string[]>('sessions').notNull(),
    asked: d.json<Json>('asked').notNull(),
    expiresAt: d.instant('expires_at').notNull(),
  })
  return { signOuts, followers, answers, batches, previews }
}
