import type { Viewer } from '#domain/access.ts'
import type { Device } from '#domain/device.ts'
import { departmentTree, type Member } from '#domain/member.ts'
import { isExpired, type Session } from '#domain/session.ts'
import type { Org } from '#domain/store.ts'
import { expireOf } from '../commands/expire-sessions.ts'
import type { Ports } from '../commands/ports.ts'

/** Who stands behind a token, read from the rows on every request (quality.md, part 3, rule 3). */
export type Caller =
  | { readonly kind: 'none' }
  | { readonly kind: 'replaced' }
  /** Access has ended; until its sign-out is confirmed it may learn of it and report on it. */
  | {
      readonly kind: 'ended'
      readonly session: Session
      readonly member: Member
      readonly device: Device
      readonly signOutId: string
      readonly closed: boolean
    }
  | {
      readonly kind: 'active'
      readonly viewer: Viewer
      readonly session: Session
      readonly member: Member
      readonly device: Device
      readonly org: Org
      /** The number of the newest entry of the member's log when this was read. */
      readonly head: number
    }

/** Looks a token up by its hash. An expired session is ended by its sign-out here and now, so that time alone never lets one in. */
export async function whoHolds(ports: Ports, token: string): Promise<Caller> {
  const hash = ports.hash(token)
  const { read } = ports.store
  const hit = await read.sessions.byTokenHash(hash)
  if (!hit?.org) return (await read.sessions.wasReplaced(hash)) ? { kind: 'replaced' } : { kind: 'none' }
  const { session, member, device, org, head } = hit
  if (
    session.endedAt === null &&
    isExpired(session, device.kind, org.policy, ports.clock.now()) &&
    (await expireOf(ports, member.id)) > 0
  )
    return whoHolds(ports, token)
  if (session.endedAt !== null && session.signOutId !== null) {
    const signOut = await read.signOuts.get(session.signOutId)
    return {
      kind: 'ended',
      session,
      member,
      device,
      signOutId: session.signOutId,
      closed: signOut === null || signOut.state === 'confirmed',
    }
  }
  // Dead by epoch without a sign-out cannot be: a restore ends them all. Deny by default all the same.
  if (session.endedAt !== null || session.epoch !== org.epoch || member.state !== 'active') return { kind: 'none' }
  return { kind: 'active', viewer: await viewerOf(ports, session, member, device), session, member, device, org, head }
}

async function viewerOf(ports: Ports, session: Session, member: Member, device: Device): Promise<Viewer> {
  const scoped = member.roles.includes('admin') && !member.roles.includes('owner') && member.scopeDepartmentId !== null
  const scope = scoped
    ? departmentTree(member.scopeDepartmentId ?? '', await ports.store.read.members.departments())
    : null
  return {
    memberId: member.id,
    name: member.name,
    sessionId: session.id,
    deviceId: device.id,
    deviceName: device.name,
    roles: member.roles,
    scope,
    bySelf: session.bySelf,
    steppedUpAt: session.steppedUpAt,
  }
}
