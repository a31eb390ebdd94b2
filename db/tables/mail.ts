import { LANGUAGES, type LetterKind } from '#domain/letter.ts'
import type { Dialect } from '../dialect.ts'

/** The outbox, and in which language to write to whom. */
export function mailTables(d: Dialect) {
  const letters = d.table(
    'letter',
    {
      id: d.text('id').primaryKey(),
      memberId: d.text('member_id').notNull(),
      address: d.text('address').notNull(),
      name: d.text('name').notNull(),
      language: d.oneOf('language', LANGUAGES).notNull(),
      kind: d.text('kind').$type<LetterKind>().notNull(),
      sealed: d.text('sealed'),
      createdAt: d.instant('created_at').notNull(),
      uselessAt: d.instant('useless_at'),
      nextTryAt: d.instant('next_try_at'),
      tries: d.integer('tries').notNull(),
      sentAt: d.instant('sent_at'),
    },
    (t) => [d.index('letter_due_idx').on(t.nextTryAt)],
  )
  const languages = d.table('member_language', {
    memberId: d.text('member_id').primaryKey(),
    language: d.oneOf('language', LANGUAGES).notNull(),
  })
  return { letters, languages }
}
