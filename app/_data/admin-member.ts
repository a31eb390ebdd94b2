import type { z } from 'zod'
import { mayEnter, mayOn } from '#domain/access.ts'
import type { ObligationKind } from '#domain/obligation/obligation.ts'
import type { ObligationView } from '#protocol/obligation.ts'
import type { Department } from '#domain/member.ts'
import type { adminMemberDetail } from '#protocol/admin.ts'
import type { AuditData } from './admin-audit.ts'
import { runtime } from '#server/running.ts'
import { departmentsOf, orNotFound, requireAdmin } from './admin.ts'

const TABS = ['devices', 'sign-outs', 'approvals', 'api', 'customers', 'checks', 'audit'] as const
/** The tabs of what hangs on a member, each with its kinds (ux.md, wireframe 6). */
export const DUTY_TABS = {
  approvals: ['approval'],
  api: ['api-grant', 'third-party-grant'],
  customers: ['customer', 'customer-group'],
  checks: ['scheduled-message', 'reminder', 'meeting'],
} as const satisfies Readonly<Record<string, readonly ObligationKind[]>>
export type DutyTab = keyof typeof DUTY_TABS
export type MemberTab = (typeof TABS)[number]

export type MemberRightsOn = {
  readonly force: boolean
  readonly edit: boolean
  readonly suspend: boolean
  readonly remove: boolean
  readonly roles: boolean
  /** To give a link for a new password; for one's own there is the settings' page. */
  readonly resetPassword: boolean
  readonly scoped: boolean
  /** Whether this viewer may start seeing them out. */
  readonly exit: boolean
}
export type MemberData = {
  readonly member: z.infer<typeof adminMemberDetail>
  readonly departments: readonly Department[]
  readonly tab: MemberTab
  readonly entries: AuditData['page'] | null
  /** What hangs on the account, by kind; null where that is not this viewer's to see. */
  readonly duties: {
    readonly counts: Readonly<Partial<Record<ObligationKind, number>>>
    readonly runId: string | null
  } | null
  /** Those of the tab that is open. */
  readonly shown: { readonly items: readonly ObligationView[]; readonly total: number | null } | null
  readonly zone: string
  /** Whether letters are sent. */
  readonly mail: boolean
  readonly rights: MemberRightsOn
  /** The server's instant. */
  readonly now: number
}

/** One member with what this viewer may see and do. Outside the viewer's scope there is nobody at this address. */
export async function readMember(id: string, asked: string | undefined): Promise<MemberData> {
  const viewer = await requireAdmin(`/admin/members/${id}`, 'members')
  const { queries } = runtime()
  const [member, departments, zone, { policy }, duties] = await Promise.all([
    orNotFound(queries.member(viewer, id)),
    departmentsOf(viewer),
    queries.zone(),
    queries.policy(),
    queries.memberDuties(viewer, id),
  ])
  const tab = TABS.find((known) => known === asked) ?? 'devices'
  const subject = { memberId: id, departmentId: member.departmentId, roles: member.roles }
  const may = (action: Parameters<typeof mayOn>[1]) => mayOn(viewer, action, subject, policy) === 'yes'
  const entries =
    tab === 'audit' && mayEnter(viewer, 'audit') ? await queries.audit(viewer, { streams: [id], limit: 100 }) : null
  const kinds = tab in DUTY_TABS && duties !== null ? DUTY_TABS[tab as DutyTab] : null
  const shown =
    kinds === null
      ? null
      : await queries.obligations(viewer, { owner: id, kind: kinds.join(), state: 'open,waiting', limit: 200 })
  return {
    member,
    departments,
    tab,
    entries,
    zone,
    mail: runtime().config.mail,
    duties,
    shown,
    rights: {
      force: may('force'),
      edit: may('edit'),
      suspend: may('suspend'),
      remove: may('remove'),
      roles: may('roles'),
      resetPassword: id !== viewer.memberId && may('reset-password'),
      scoped: viewer.scope !== null,
      exit: mayEnter(viewer, 'runs') && may('run'),
    },
    now: runtime().now(),
  }
}
