import type { z } from 'zod'
import { mayEnter, mayOn } from '#domain/access.ts'
import type { Department } from '#domain/member.ts'
import type { adminMemberDetail } from '#protocol/admin.ts'
import type { AuditData } from './admin-audit.ts'
import { runtime } from '#server/running.ts'
import { departmentsOf, orNotFound, requireAdmin } from './admin.ts'

const TABS = ['devices', 'sign-outs', 'audit'] as const
export type MemberTab = (typeof TABS)[number]

export type MemberRightsOn = {
  readonly force: boolean
  readonly edit: boolean
  readonly suspend: boolean
  readonly remove: boolean
  readonly roles: boolean
  readonly scoped: boolean
}
export type MemberData = {
  readonly member: z.infer<typeof adminMemberDetail>
  readonly departments: readonly Department[]
  readonly tab: MemberTab
  readonly entries: AuditData['page'] | null
  readonly zone: string
  readonly rights: MemberRightsOn
  /** The server's instant. */
  readonly now: number
}

/** One member with what this viewer may see and do. Outside the viewer's scope there is nobody at this address. */
export async function readMember(id: string, asked: string | undefined): Promise<MemberData> {
  const viewer = await requireAdmin(`/admin/members/${id}`, 'members')
  const { queries } = runtime()
  const [member, departments, zone, { policy }] = await Promise.all([
    orNotFound(queries.member(viewer, id)),
    departmentsOf(viewer),
    queries.zone(),
    queries.policy(),
  ])
  const tab = TABS.find((known) => known === asked) ?? 'devices'
  const subject = { memberId: id, departmentId: member.departmentId, roles: member.roles }
  const may = (action: Parameters<typeof mayOn>[1]) => mayOn(viewer, action, subject, policy) === 'yes'
  const entries =
    tab === 'audit' && mayEnter(viewer, 'audit') ? await queries.audit(viewer, { streams: [id], limit: 100 }) : null
  return {
    member,
    departments,
    tab,
    entries,
    zone,
    rights: {
      force: may('force'),
      edit: may('edit'),
      suspend: may('suspend'),
      remove: may('remove'),
      roles: may('roles'),
      scoped: viewer.scope !== null,
    },
    now: runtime().now(),
  }
}
