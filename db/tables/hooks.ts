import type { HookEvent } from '#domain/hook.ts'
import type { Dialect } from '../dialect.ts'

/** The outbox of the operator's webhook. */
export function hookTables(d: Dialect) {
  const hooks = d.table(
    'hook',
    {
      id: d.text('id').primaryKey(),
      type: d.text('type').$type<HookEvent['type']>().notNull(),
      sealed: d.text('sealed'),
      createdAt: d.instant('created_at').notNull(),
      nextTryAt: d.instant('next_try_at'),
      tries: d.integer('tries').notNull(),
      sentAt: d.instant('sent_at'),
    },
    (t) => [d.index('hook_due_idx').on(t.nextTryAt)],
  )
  return { hooks }
}
