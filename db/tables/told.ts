import type { NoticeAnswer, NoticeKind } from '#domain/notice.ts'
import type { Dialect } from '../dialect.ts'

type Json = Readonly<Record<string, unknown>>

/** What people are told, what they chose to be told of, and what devices measured. */
export function toldTables(d: Dialect) {
  const notices = d.table(
    'notice',
    {
      id: d.text('id').primaryKey(),
      memberId: d.text('member_id').notNull(),
      /** What it is about, so that nobody is told the same thing twice. */
      key: d.text('key').notNull(),
      kind: d.text('kind').$type<NoticeKind>().notNull(),
      at: d.instant('at').notNull(),
      data: d.json<Json>('data').notNull(),
      readAt: d.instant('read_at'),
      answer: d.text('answer').$type<NoticeAnswer>(),
      answeredAt: d.instant('answered_at'),
    },
    (t) => [
      d.unique('notice_key_idx').on(t.memberId, t.key),
      d.index('notice_member_idx').on(t.memberId, t.at),
      d.index('notice_unread_idx').on(t.memberId, t.readAt),
    ],
  )
  const preferences = d.table('preference', {
    memberId: d.text('member_id').primaryKey(),
    idleDays: d.integer('idle_days'),
    mail: d.flag('mail').notNull(),
  })
  const samples = d.table(
    'sample',
    {
      /** Made of what it is about, so that one report is one sample. */
      id: d.text('id').primaryKey(),
      subject: d.text('subject').notNull(),
      metric: d.text('metric').notNull(),
      value: d.instant('value').notNull(),
      at: d.instant('at').notNull(),
      memberId: d.text('member_id').notNull(),
    },
    (t) => [d.index('sample_subject_idx').on(t.subject, t.metric, t.at)],
  )
  return { notices, preferences, samples }
}
