import type { DepartmentId, DeviceId, Instant, MemberId, SessionId } from './ids.ts'
import type { Role } from './member.ts'
import type { Policy } from './policy.ts'

/** Who is calling, read anew from the store on every request. */
export type Viewer = {
  readonly memberId: MemberId
  readonly name: string
  readonly sessionId: SessionId
  readonly deviceId: DeviceId
  readonly deviceName: string
  readonly roles: readonly Role[]
  /** The departments that a scoped admin may see, or null without a scope. */
  readonly scope: ReadonlySet<DepartmentId> | null
  readonly bySelf: boolean
  readonly steppedUpAt: Instant | null
}

/** Whom an action is about. */
export type Subject = {
  readonly memberId: MemberId
  readonly departmentId: DepartmentId | null
  readonly roles: readonly Role[]
  /** Whether an offboarding of this member is under way: then HR may do what an administrator may. */
  readonly inRun?: boolean
}

/** The areas below `/api/v1/admin`: who has no role there gets 403 before the body is read. */
export const AREAS = [
  'members',
  'members-edit',
  'devices',
  'sign-outs',
  'departments',
  'policy',
  'policy-edit',
  'audit',
  'audit-export',
  'restored',
  'members-run',
  'sign-outs-run',
  'obligations',
  'runs',
  'keys',
  'templates',
] as const
export type Area = (typeof AREAS)[number]

const everyAdmin: readonly Role[] = ['owner', 'admin']
const ENTERS: Record<Area, { roles: readonly Role[]; scoped: boolean }> = {
  members: { roles: ['owner', 'admin', 'hr'], scoped: true },
  'members-edit': { roles: everyAdmin, scoped: true },
  devices: { roles: everyAdmin, scoped: true },
  'sign-outs': { roles: everyAdmin, scoped: true },
  departments: { roles: ['owner', 'admin', 'hr'], scoped: true },
  policy: { roles: everyAdmin, scoped: true },
  'policy-edit': { roles: everyAdmin, scoped: false },
  audit: { roles: everyAdmin, scoped: true },
  'audit-export': { roles: everyAdmin, scoped: false },
  restored: { roles: ['owner'], scoped: false },
  // What HR may do in a run: `mayOn` asks whether there is one.
  'members-run': { roles: ['owner', 'admin', 'hr'], scoped: true },
  'sign-outs-run': { roles: ['owner', 'admin', 'hr'], scoped: true },
  obligations: { roles: ['owner', 'admin', 'hr'], scoped: true },
  runs: { roles: ['owner', 'admin', 'hr'], scoped: true },
  keys: { roles: everyAdmin, scoped: false },
  templates: { roles: everyAdmin, scoped: false },
}

/** Whether the viewer has any role in this area (protocol.md, part 8, the table's rows). */
export function mayEnter(viewer: Pick<Viewer, 'roles' | 'scope'>, area: Area): boolean {
  const { roles, scoped } = ENTERS[area]
  return viewer.roles.some((role) => roles.includes(role) && (role !== 'admin' || scoped || viewer.scope === null))
}

/** What one may do to a member, their devices and sign-outs. */
export const ACTIONS = [
  'see',
  'see-devices',
  'force',
  'attend',
  'override',
  'waive',
  'edit',
  'suspend',
  'remove',
  'roles',
  'reset-password',
  'obligations',
  'run',
] as const
export type Action = (typeof ACTIONS)[number]

/** `hidden` answers like an unknown id (404); `forbidden` is for what one sees and may not do (403). */
export type Verdict = 'yes' | 'hidden' | 'forbidden'

/** The table of protocol.md, part 8, for one member. `attend` is check, retry and remind. */
export function mayOn(
  viewer: Pick<Viewer, 'roles' | 'scope'>,
  action: Action,
  subject: Subject,
  policy: Pick<Policy, 'whoMayWaive'>,
): Verdict {
  const { roles, scope } = viewer
  if (roles.includes('owner')) return 'yes'
  if (roles.includes('admin')) return adminMayOn(scope, action, subject, policy)
  if (roles.includes('hr')) return hrMayOn(action, subject)
  return 'hidden'
}

/** HR sees members and begins runs; what ends or changes something, in a run alone, and never an owner's. */
function hrMayOn(action: Action, subject: Subject): Verdict {
  if (action === 'see') return 'yes'
  if (action === 'roles' || action === 'reset-password' || subject.roles.includes('owner')) return 'forbidden'
  return action === 'run' || subject.inRun === true ? 'yes' : 'forbidden'
}

function adminMayOn(
  scope: ReadonlySet<DepartmentId> | null,
  action: Action,
  subject: Subject,
  policy: Pick<Policy, 'whoMayWaive'>,
): Verdict {
  if (scope !== null && (subject.departmentId === null || !scope.has(subject.departmentId))) return 'hidden'
  if (action === 'see' || action === 'see-devices') return 'yes'
  if (action === 'roles' || subject.roles.includes('owner')) return 'forbidden'
  // A link for a new password can make who made it that person: nobody gets by it what only an owner gives.
  if (action === 'reset-password' && subject.roles.length > 0) return 'forbidden'
  if (action === 'waive' && policy.whoMayWaive === 'owner') return 'forbidden'
  return 'yes'
}

/** Whether a member may be given or created with these roles by the viewer: only an owner gives roles. */
export function mayGiveRoles(viewer: Pick<Viewer, 'roles'>, roles: readonly Role[]): boolean {
  return roles.length === 0 || viewer.roles.includes('owner')
}
