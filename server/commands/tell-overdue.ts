import { mayOn } from '#domain/access.ts'
import type { Instant, MemberId } from '#domain/ids.ts'
import { departmentTree, type Member } from '#domain/member.ts'
import type { NewNotice } from '#domain/notice.ts'
import type { Policy } from '#domain/policy.ts'
import { isOpen, type SignOut } from '#domain/sign-out/sign-out.ts'
import type { Reads, Writes } from '#domain/store.ts'
import type { Ports } from './ports.ts'
import { tell } from './tell.ts'

const AT_ONCE = 200

/**
 * Tells members of their sign-outs that have become overdue, each once, and by policy the administrators who may attend to them: one line for
 * all that were found together. Returns how many were found.
 */
export async function tellOverdue(ports: Ports): Promise<number> {
  const { read } = ports.store
  const org = await read.org.get()
  if (!org) return 0
  const before = ports.clock.now() - org.policy.overdueAfterMs
  const late = await read.notices.untoldOverdue(before, AT_ONCE)
  const told: SignOut[] = []
  for (const [memberId, signOuts] of Map.groupBy(late, (signOut) => signOut.memberId))
    told.push(...(await tellMember(ports, memberId, signOuts)))
  if (org.policy.alertAdmins && told.length > 0) await tellAdmins(ports, told, org.policy)
  return late.length
}

async function tellMember(ports: Ports, memberId: MemberId, late: readonly SignOut[]): Promise<readonly SignOut[]> {
  const told = await ports.store.write(async (tx) => {
    await tx.log.take(memberId)
    const now = ports.clock.now()
    const still = (await tx.signOuts.many(late.map(({ id }) => id))).filter(({ state }) => isOpen(state))
    const added = await tell(ports, tx, await noticesOf(tx, still, now), now)
    const keys = new Set(added.map(({ key }) => key))
    const fresh = still.filter(({ id }) => keys.has(overdueKey(id)))
    const entries = fresh.map(({ id: signOutId, deviceId, state }) => ({
      type: 'sign-out.overdue',
      data: { signOutId, deviceId, state },
    }))
    if (entries.length > 0) await tx.log.append(memberId, entries, now)
    return fresh
  })
  if (told.length > 0) ports.bell.ring(memberId)
  return told
}

/** As the store looks for it: `NoticeReads.untoldOverdue`. */
function overdueKey(signOutId: string): string {
  return `overdue/${signOutId}`
}

async function noticesOf(tx: Reads, signOuts: readonly SignOut[], now: Instant): Promise<NewNotice[]> {
  const names = new Map((await tx.devices.many(signOuts.map((one) => one.deviceId))).map(({ id, name }) => [id, name]))
  return signOuts.map(({ id, memberId, deviceId, state, accessEndedAt }) => ({
    memberId,
    kind: 'sign-out-overdue',
    key: overdueKey(id),
    data: { signOutId: id, deviceId, device: names.get(deviceId) ?? '', state, elapsedMs: now - accessEndedAt },
  }))
}

async function tellAdmins(ports: Ports, late: readonly SignOut[], policy: Policy): Promise<void> {
  const { read } = ports.store
  const owners = await read.members.many([...new Set(late.map(({ memberId }) => memberId))])
  const subjects = new Map(owners.map((member) => [member.id, member]))
  const departments = await read.members.departments()
  const trees = (admin: Member) =>
    admin.scopeDepartmentId === null || admin.roles.includes('owner')
      ? null
      : departmentTree(admin.scopeDepartmentId, departments)
  for (const admin of await read.members.withRole(['owner', 'admin'])) {
    const scope = trees(admin)
    const theirs = late.filter(({ memberId }) => {
      const subject = subjects.get(memberId)
      if (subject === undefined || memberId === admin.id) return false
      const { roles, departmentId } = subject
      return mayOn({ roles: admin.roles, scope }, 'attend', { memberId, roles, departmentId }, policy) === 'yes'
    })
    const [first] = theirs
    if (first === undefined) continue
    const names = new Set(theirs.map(({ memberId: id }) => subjects.get(id)?.name ?? ''))
    const data = { n: theirs.length, signOutId: first.id, members: [...names].slice(0, 3) }
    await ports.store.write((tx) => tellOne(ports, tx, admin.id, first.id, data))
    ports.bell.ring(admin.id)
  }
}

async function tellOne(
  ports: Ports,
  tx: Writes,
  memberId: MemberId,
  firstId: string,
  data: Readonly<Record<string, unknown>>,
): Promise<void> {
  await tx.log.take(memberId)
  const now = ports.clock.now()
  const notice = { memberId, kind: 'overdue-members' as const, key: `overdue-members/${firstId}`, data }
  const [added] = await tell(ports, tx, [notice], now)
  if (added)
    await tx.log.append(memberId, [{ type: 'inbox.added', data: { noticeId: added.id, kind: added.kind } }], now)
}
