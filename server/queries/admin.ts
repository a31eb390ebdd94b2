import type { Viewer } from '#domain/access.ts'
import { DomainError } from '#domain/errors.ts'
import type { DEVICE_VIEWS } from '#domain/device.ts'
import { rfc3339, type MemberId } from '#domain/ids.ts'
import type { Entry } from '#domain/log.ts'
import { departmentTree, type Department, type Member } from '#domain/member.ts'
import { OPEN_STATES, SIGN_OUT_STATES, type SignOutState } from '#domain/sign-out/sign-out.ts'
import type { AuditFilter, MemberFilter } from '#domain/store.ts'
import { authoriseOn } from '../commands/authorise.ts'
import { requireOrg } from '../commands/org.ts'
import type { Ports } from '../commands/ports.ts'
import { deviceView, listDevices } from './devices.ts'
import { riskOf } from './left-behind.ts'
import { signOutViews } from './sign-out-view.ts'

export function adminMemberShown(member: Member) {
  const {
    id,
    name,
    email,
    state,
    roles,
    scopeDepartmentId,
    departmentId,
    handlesCustomers,
    customFields,
    createdAt,
    suspendedAt,
  } = member
  return {
    id,
    name,
    email,
    state,
    roles: [...roles],
    scope: scopeDepartmentId,
    departmentId,
    handlesCustomers,
    customFields,
    createdAt: rfc3339(createdAt),
    suspendedAt: rfc3339(suspendedAt),
  }
}

/** Departments that the viewer may see. */
export async function listDepartments(ports: Ports, viewer: Viewer): Promise<readonly Department[]> {
  const all = await ports.store.read.members.departments()
  return viewer.scope === null ? all : all.filter((department) => viewer.scope?.has(department.id))
}

export async function listMembers(
  ports: Ports,
  viewer: Viewer,
  filter: Omit<MemberFilter, 'departments'> & { departmentId?: string | undefined },
) {
  const departments = await scopeOf(ports, viewer, filter.departmentId)
  const { departmentId: _, ...rest } = filter
  const page = await ports.store.read.members.list({ ...rest, departments })
  const risks = await riskOf(
    ports,
    viewer,
    page.items.map(({ id }) => id),
  )
  const items = page.items.map((member) => ({ ...adminMemberShown(member), risk: risks.get(member.id) ?? null }))
  return { items, nextCursor: page.nextCursor, total: page.total }
}

/** The viewer's scope, narrowed to one department and those below it; one outside it answers like an unknown one. */
export async function scopeOf(
  ports: Ports,
  viewer: Viewer,
  departmentId: string | undefined,
): Promise<ReadonlySet<string> | undefined> {
  if (departmentId === undefined) return viewer.scope ?? undefined
  const departments = await ports.store.read.members.departments()
  const known = departments.some(({ id }) => id === departmentId)
  if (!known || (viewer.scope !== null && !viewer.scope.has(departmentId))) throw new DomainError('not_found')
  return departmentTree(departmentId, departments)
}

/** A member with what this viewer may see of them: devices only for who may see those. */
export async function getMember(ports: Ports, viewer: Viewer, id: MemberId) {
  const { policy } = await requireOrg(ports.store.read.org)
  const member = await authoriseOn(ports.store.read.members, viewer, 'see', id, policy)
  const shown = { ...adminMemberShown(member), risk: (await riskOf(ports, viewer, [id])).get(id) ?? null }
  if (!(await seesDevices(ports, viewer, id))) return { ...shown, devices: null, signOuts: null }
  const devices = await listDevices(ports, id, null)
  const signOuts = await ports.store.read.signOuts.list({ memberId: id, limit: 50 })
  return { ...shown, devices, signOuts: await signOutViews(ports, signOuts.items) }
}

/** From here on a device that is signed in counts as idle (ux.md, part 3, the view “Idle > 30 days”). */
const IDLE_MS = 30 * 24 * 60 * 60_000

/** HR sees them of whom they see out. */
async function seesDevices(ports: Ports, viewer: Viewer, id: MemberId): Promise<boolean> {
  const { members, org, runs } = ports.store.read
  const { policy } = await requireOrg(org)
  const seen = await authoriseOn(members, viewer, 'see-devices', id, policy, runs).catch(() => null)
  return seen !== null
}

export async function listAllDevices(
  ports: Ports,
  viewer: Viewer,
  filter: {
    query?: string | undefined
    kind?: string | undefined
    view?: (typeof DEVICE_VIEWS)[number] | undefined
    departmentId?: string | undefined
    memberId?: string | undefined
    cursor?: string | undefined
    limit: number
  },
) {
  const { read } = ports.store
  const { departmentId, view: is, ...rest } = filter
  const view = is === 'idle' ? { is, since: ports.clock.now() - IDLE_MS } : is && { is }
  const page = await read.devices.list({ ...rest, view, departments: await scopeOf(ports, viewer, departmentId) })
  const sessions = new Map(
    (await read.sessions.latestOfDevices(page.items.map((device) => device.id))).map((session) => [
      session.deviceId,
      session,
    ]),
  )
  const owners = new Map(
    (await read.members.many([...new Set(page.items.map((device) => device.memberId))])).map((member) => [
      member.id,
      member,
    ]),
  )
  const online = await ports.presence.online(page.items.map((device) => device.id))
  const items = []
  for (const device of page.items) {
    const head = (await read.log.head(device.memberId)).seq
    const view = await deviceView(ports, device, sessions.get(device.id), page.items, head, null, { online })
    const owner = owners.get(device.memberId)
    items.push({ ...view, member: owner ? { id: owner.id, name: owner.name, departmentId: owner.departmentId } : null })
  }
  return { items, nextCursor: page.nextCursor, total: page.total }
}

export function statesOf(state: string | undefined): readonly SignOutState[] | undefined {
  if (state === undefined) return undefined
  if (state === 'open') return OPEN_STATES
  const asked = state.split(',')
  const known = SIGN_OUT_STATES.filter((one) => asked.includes(one))
  if (known.length !== asked.length) throw new DomainError('invalid', { errors: [{ field: 'state', code: 'unknown' }] })
  return known
}

/** The audit: the log itself, newest first. A scoped admin reads the streams of their departments alone. */
export async function listAudit(ports: Ports, viewer: Viewer, filter: Omit<AuditFilter, 'departments'>) {
  const page = await ports.store.read.log.audit({ ...filter, departments: viewer.scope ?? undefined })
  return { items: page.items.map(auditShown), nextCursor: page.nextCursor, total: page.total }
}

export function auditShown({ stream, seq, at, type, data, dataHash, hash }: Entry) {
  return { stream, seq, at: rfc3339(at), type, data, erased: data === null, dataHash, hash }
}
