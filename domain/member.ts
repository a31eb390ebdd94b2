import type { DepartmentId, Instant, MemberId } from './ids.ts'

/** A plain member has none of these. */
export const ROLES = ['owner', 'admin', 'hr'] as const
export type Role = (typeof ROLES)[number]
export const MEMBER_STATES = ['invited', 'active', 'suspended', 'removed'] as const
export type MemberState = (typeof MEMBER_STATES)[number]

export type Member = {
  readonly id: MemberId
  readonly name: string
  /** Lower-cased; unique among members that are not removed. */
  readonly email: string
  readonly state: MemberState
  readonly roles: readonly Role[]
  /** An admin with a scope sees and does nothing outside that department (and those below it). */
  readonly scopeDepartmentId: DepartmentId | null
  readonly departmentId: DepartmentId | null
  readonly handlesCustomers: boolean
  readonly customFields: Readonly<Record<string, string>>
  readonly createdAt: Instant
  readonly suspendedAt: Instant | null
}

export type Department = { readonly id: DepartmentId; readonly name: string; readonly parentId: DepartmentId | null }

/** An e-mail address as it is stored and compared. */
export function normalizeEmail(email: string): string {
  return email.trim().normalize('NFKC').toLowerCase()
}

/** The department itself and all below it. */
export function departmentTree(root: DepartmentId, departments: readonly Department[]): ReadonlySet<DepartmentId> {
  const found = new Set([root])
  for (let size = 0; size !== found.size;) {
    size = found.size
    for (const { id, parentId } of departments) if (parentId !== null && found.has(parentId)) found.add(id)
  }
  return found
}
