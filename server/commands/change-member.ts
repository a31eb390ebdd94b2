import { mayGiveRoles, type Viewer } from '#domain/access.ts'
import { DomainError } from '#domain/errors.ts'
import type { DepartmentId, Instant, MemberId } from '#domain/ids.ts'
import { ORG_STREAM } from '#domain/log.ts'
import type { Member, Role } from '#domain/member.ts'
import type { Actor, SignOut } from '#domain/sign-out/sign-out.ts'
import type { Writes } from '#domain/store.ts'
import { adminActor } from './actor.ts'
import { authoriseOn, requireReason, requireStepUp, requireStillIn } from './authorise.ts'
import { insertDoneBatch } from './done-batch.ts'
import { endSessions } from './end-sessions.ts'
import { interruptApprovals, resumeApprovals } from './obligation/interrupt-approvals.ts'
import { requireOrg } from './org.ts'
import type { Ports } from './ports.ts'

export type MemberChange = {
  readonly name?: string | undefined
  readonly departmentId?: DepartmentId | null | undefined
  readonly roles?: readonly Role[] | undefined
  readonly scope?: DepartmentId | null | undefined
  readonly handlesCustomers?: boolean | undefined
  readonly customFields?: Readonly<Record<string, string>> | undefined
}

/** Edits a member. Roles and scope need an owner and a step-up, and leave at least one owner and one admin-or-owner: `last_admin`. */
export async function changeMember(ports: Ports, viewer: Viewer, id: MemberId, change: MemberChange): Promise<Member> {
  const changed = await ports.store.write(async (tx) => {
    // Roles are what the whole organisation must keep true, so they are decided under its stream; the order is org, then member.
    await tx.log.take(ORG_STREAM)
    await tx.log.take(id)
    const { policy } = await requireOrg(tx.org)
    const member = await authoriseOn(tx.members, viewer, 'edit', id, policy, tx.runs)
    await requireStillIn(tx.sessions, viewer)
    if (change.departmentId !== undefined) await checkMove(tx, viewer, change.departmentId)
    if (change.roles !== undefined || change.scope !== undefined)
      await checkRoles(ports, tx, viewer, member, change.roles ?? member.roles)
    const { scope, ...fields } = change
    const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
    const next: Member = { ...member, ...given, ...(scope === undefined ? {} : { scopeDepartmentId: scope }) }
    await tx.members.update(id, {
      ...given,
      scopeDepartmentId: next.roles.includes('admin') ? next.scopeDepartmentId : null,
      search: ports.searchText(next),
    })
    await tx.log.append(
      id,
      [
        {
          type: 'member.changed',
          data: {
            memberId: id,
            change: { ...given, ...(scope === undefined ? {} : { scope }) },
            by: adminActor(viewer),
          },
        },
      ],
      ports.clock.now(),
    )
    return next
  })
  ports.bell.ring(id)
  return changed
}

async function checkMove(tx: Writes, viewer: Viewer, departmentId: DepartmentId | null): Promise<void> {
  const known =
    departmentId === null || (await tx.members.departments()).some((department) => department.id === departmentId)
  const visible = viewer.scope === null || (departmentId !== null && viewer.scope.has(departmentId))
  if (!known || !visible) throw new DomainError('invalid', { errors: [{ field: 'departmentId', code: 'unknown' }] })
}

async function checkRoles(
  ports: Ports,
  tx: Writes,
  viewer: Viewer,
  member: Member,
  roles: readonly Role[],
): Promise<void> {
  if (!mayGiveRoles(viewer, ['owner'])) throw new DomainError('forbidden')
  requireStepUp(viewer, ports.clock.now())
  const loses = (role: Role) => member.roles.includes(role) && !roles.includes(role)
  if (loses('owner') && (await tx.members.countRole('owner')) <= 1) throw new DomainError('last_admin')
  if (loses('admin') && !roles.includes('owner')) await requireAnotherAdmin(tx, member)
}

/** At least one active admin or owner stays beside this member (quality.md, E10). */
export async function requireAnotherAdmin(tx: Writes, member: Member): Promise<void> {
  const admins = (await tx.members.countRole('admin')) + (await tx.members.countRole('owner'))
  const own = member.roles.filter((role) => role !== 'hr').length
  if (admins - own < 1) throw new DomainError('last_admin')
}

/** Ends every session by a sign-out and closes sign-in, in one commit. Throws `not_found`, `forbidden`, `step_up_required`, `reason_required`, `last_admin`. */
export async function suspendMember(
  ports: Ports,
  viewer: Viewer,
  id: MemberId,
  reason: string,
): Promise<{ member: Member; signOuts: readonly SignOut[] }> {
  const result = await ports.store.write(async (tx) => {
    await tx.log.take(ORG_STREAM)
    await tx.log.take(id)
    const { policy } = await requireOrg(tx.org)
    const member = await authoriseOn(tx.members, viewer, 'suspend', id, policy, tx.runs)
    const now = ports.clock.now()
    requireStepUp(viewer, now)
    const why = requireReason(reason)
    await requireStillIn(tx.sessions, viewer)
    return suspendIn(ports, tx, member, adminActor(viewer), why, now)
  })
  ports.bell.ring(id)
  return result
}

/** Suspends inside a write that has taken the organisation's and the member's stream. Approvals that wait for them stand still from now on. */
export async function suspendIn(
  ports: Ports,
  tx: Writes,
  member: Member,
  by: Actor,
  reason: string,
  now: Instant,
): Promise<{ member: Member; signOuts: readonly SignOut[] }> {
  const { id } = member
  if (member.state === 'suspended') return { member, signOuts: [] }
  if (member.roles.includes('owner') && (await tx.members.countRole('owner')) <= 1) throw new DomainError('last_admin')
  if (member.roles.includes('admin')) await requireAnotherAdmin(tx, member)
  await tx.members.update(id, { state: 'suspended', suspendedAt: now })
  await tx.log.append(id, [{ type: 'member.suspended', data: { memberId: id, reason, by } }], now)
  const batchId = ports.random.id('batch')
  const common = {
    memberId: id,
    by,
    reason,
    asked: {},
    batchId,
    callerDeviceId: null,
    forced: true,
    approver: null,
    now,
  }
  const signOuts = await endSessions(ports, tx, { ...common, sessions: await tx.sessions.activeOf(id) })
  await insertDoneBatch(tx, batchId, by, signOuts, now)
  await interruptApprovals(tx, id, now)
  return { member: { ...member, state: 'suspended', suspendedAt: now }, signOuts }
}

/** Opens sign-in again. Sessions that ended stay ended. */
export async function reinstateMember(ports: Ports, viewer: Viewer, id: MemberId): Promise<Member> {
  const member = await ports.store.write(async (tx) => {
    await tx.log.take(id)
    const { policy } = await requireOrg(tx.org)
    const found = await authoriseOn(tx.members, viewer, 'suspend', id, policy, tx.runs)
    if (found.state !== 'suspended') throw new DomainError('wrong_state', { state: found.state })
    return reinstateIn(tx, found, adminActor(viewer), ports.clock.now())
  })
  ports.bell.ring(id)
  return member
}

/** Reinstates inside a write that has taken the member's stream. */
export async function reinstateIn(tx: Writes, member: Member, by: Actor, now: Instant): Promise<Member> {
  const { id } = member
  const state = (await tx.members.passwordHash(id)) === null ? ('invited' as const) : ('active' as const)
  await tx.members.update(id, { state, suspendedAt: null })
  await tx.log.append(id, [{ type: 'member.reinstated', data: { memberId: id, by } }], now)
  await resumeApprovals(tx, id, now)
  return { ...member, state, suspendedAt: null }
}

/** Removes a suspended member outside a run. Open sign-outs and receipts stay. Throws `disable_first`, `obligations_open {counts}`, `run_open`. */
export async function removeMember(ports: Ports, viewer: Viewer, id: MemberId): Promise<Member> {
  const removed = await ports.store.write(async (tx) => {
    await tx.log.take(ORG_STREAM)
    await tx.log.take(id)
    const { policy } = await requireOrg(tx.org)
    const member = await authoriseOn(tx.members, viewer, 'remove', id, policy, tx.runs)
    requireStepUp(viewer, ports.clock.now())
    await requireStillIn(tx.sessions, viewer)
    if (member.state === 'active') throw new DomainError('disable_first')
    const counts = (await tx.obligations.countsOf([id])).get(id)
    if (counts) throw new DomainError('obligations_open', { counts })
    // While somebody sees them out in order, that is the way: or nobody would have signed for their customers.
    if ((await tx.runs.running(id)).some((run) => run.kind === 'offboarding')) throw new DomainError('run_open')
    return removeIn(tx, member, adminActor(viewer), ports.clock.now())
  })
  ports.bell.ring(id)
  return removed
}

/** Removes inside a write that has taken the organisation's and the member's stream. */
export async function removeIn(tx: Writes, member: Member, by: Actor, now: Instant): Promise<Member> {
  const { id } = member
  await tx.invitations.voidOf(id)
  // The address is free again, and the row stays: receipts and the log speak of it.
  await tx.members.update(id, { state: 'removed', email: `${id}:${member.email}`, roles: [], search: '' })
  await tx.log.append(id, [{ type: 'member.removed', data: { memberId: id, by } }], now)
  return { ...member, state: 'removed', roles: [] }
}
