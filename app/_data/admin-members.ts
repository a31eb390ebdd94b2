import { MEMBER_STATES, type Department, type MemberState } from '#domain/member.ts'
import type { MarkedMember } from '#protocol/admin.ts'
import { mayEnter } from '#domain/access.ts'
import { runtime } from '#server/running.ts'
import { departmentsOf, orNotFound, PAGE_ROWS, requireAdmin } from './admin.ts'

export type MemberFilters = {
  readonly query?: string | undefined
  readonly state?: MemberState | undefined
  readonly departmentId?: string | undefined
  readonly cursor?: string | undefined
}
export type MembersData = {
  readonly members: readonly MarkedMember[]
  readonly total: number | null
  readonly nextCursor: string | null
  readonly departments: readonly Department[]
  readonly rights: MemberRights
}
/** What this viewer may do beside looking. The server asks again at each deed. */
export type MemberRights = {
  readonly edit: boolean
  readonly force: boolean
  readonly departments: boolean
  readonly roles: boolean
  readonly scoped: boolean
}

/** One page of the members that this viewer may see. */
export async function readMembers(filters: MemberFilters): Promise<MembersData> {
  const viewer = await requireAdmin('/admin/members', 'members')
  const [page, departments] = await Promise.all([
    orNotFound(runtime().queries.members(viewer, { ...filters, limit: PAGE_ROWS })),
    departmentsOf(viewer),
  ])
  const rights = {
    edit: mayEnter(viewer, 'members-edit'),
    force: mayEnter(viewer, 'sign-outs'),
    departments: mayEnter(viewer, 'policy-edit'),
    roles: viewer.roles.includes('owner'),
    scoped: viewer.scope !== null,
  }
  return { members: page.items, total: page.total, nextCursor: page.nextCursor, departments, rights }
}

type Given = Readonly<Record<string, string | readonly string[] | undefined>>

export function memberFiltersOf(given: Given): MemberFilters {
  const text = (name: string) => {
    const value = given[name]
    return typeof value === 'string' && value.trim() !== '' ? value.trim().slice(0, 500) : undefined
  }
  return {
    query: text('query')?.slice(0, 200),
    state: MEMBER_STATES.find((state) => state === text('state')),
    departmentId: text('departmentId'),
    cursor: text('cursor'),
  }
}
