import { MEMBER_STATES, type Role } from '#domain/member.ts'
import type { Dialect } from '../dialect.ts'

/** Who belongs to the organisation. */
export function memberTables(d: Dialect) {
  const departments = d.table('department', {
    id: d.text('id').primaryKey(),
    name: d.text('name').notNull(),
    parentId: d.text('parent_id'),
  })
  const members = d.table(
    'member',
    {
      id: d.text('id').primaryKey(),
      name: d.text('name').notNull(),
      email: d.text('email').notNull(),
      state: d.oneOf('state', MEMBER_STATES).notNull(),
      roles: d.json<readonly Role[]>('roles').notNull(),
      scopeDepartmentId: d.text('scope_department_id'),
      departmentId: d.text('department_id'),
      handlesCustomers: d.flag('handles_customers').notNull(),
      customFields: d.json<Readonly<Record<string, string>>>('custom_fields').notNull(),
      passwordHash: d.text('password_hash'),
      /** Lower-cased name, pinyin, initials and e-mail, for one LIKE. */
      search: d.text('search').notNull(),
      createdAt: d.instant('created_at').notNull(),
      suspendedAt: d.instant('suspended_at'),
    },
    (t) => [d.unique('member_email_idx').on(t.email), d.index('member_department_idx').on(t.departmentId)],
  )
  const invitations = d.table('invitation', {
    tokenHash: d.text('token_hash').primaryKey(),
    memberId: d.text('member_id').notNull(),
    expiresAt: d.instant('expires_at').notNull(),
    usedAt: d.instant('used_at'),
  })
  return { departments, members, invitations }
}
