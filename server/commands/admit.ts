import type { Device, DeviceClaim } from '#domain/device.ts'
import { DomainError } from '#domain/errors.ts'
import type { DeviceId, Instant, LinkId, SessionId } from '#domain/ids.ts'
import type { Member } from '#domain/member.ts'
import { sessionLimits, type Session, type SignInMethod } from '#domain/session.ts'
import type { Org, Writes } from '#domain/store.ts'
import { makePlace } from './make-place.ts'
import { requireOrg } from './org.ts'
import { pendingOrders, type PendingOrder } from './pending-orders.ts'
import type { Ports } from './ports.ts'
import { recogniseDevice } from './recognise-device.ts'
import { tellSignIn } from './tell.ts'

/** How a device comes in. */
export type Admission = {
  readonly method: SignInMethod
  readonly bySelf: boolean
  readonly originalDeviceId: DeviceId | null
  readonly replace: SessionId | undefined
  readonly ip: string | null
  /** The approved link whose place this is, so that it is not counted twice. */
  readonly holds: LinkId | null
}

export type Admitted = {
  readonly token: string
  readonly member: Member
  readonly device: Device
  readonly session: Session
  /** Records that an earlier sign-out left on this device, encrypted, and the half of their key. */
  readonly kept: { readonly signOutId: string; readonly share: string } | null
  /** Open orders of this same device: it finishes them first. */
  readonly pending: readonly PendingOrder[]
}

/**
 * Gives a device its session, in a write that has taken the member's stream: the place is counted and taken in one commit (quality.md, E3).
 * Throws `device_limit`.
 */
export async function admit(
  ports: Ports,
  tx: Writes,
  member: Member,
  claim: DeviceClaim,
  thumbprint: string,
  how: Admission,
): Promise<Admitted> {
  const now = ports.clock.now()
  const org = await requireOrg(tx.org)
  const device = await recogniseDevice(ports, tx, member.id, claim, thumbprint, now)
  const active = await tx.sessions.activeOf(member.id)
  const own = active.find((session) => session.deviceId === device.id)
  const token = ports.random.token()
  const tokenHash = ports.hash(token)
  const session = own
    ? await renew(tx, own, device, how, tokenHash, org, now)
    : await start(ports, tx, { member, device, how, tokenHash, org, now, active })
  const pending = await pendingOrders(tx, device)
  const kept = await tx.signOuts.keptOf(device.id)
  return { token, member, device, session, kept, pending }
}

/** The same device again: session and place stay, the token is replaced (protocol.md, part 2). Signing in by itself drops the original. */
async function renew(
  tx: Writes,
  own: Session,
  device: Device,
  how: Admission,
  tokenHash: string,
  org: Org,
  now: Instant,
): Promise<Session> {
  const steppedUpAt = how.bySelf ? now : own.steppedUpAt
  const change = {
    method: how.method,
    bySelf: how.bySelf,
    originalDeviceId: how.originalDeviceId,
    steppedUpAt,
    expiresAt: now + sessionLimits(device.kind, org.policy).absoluteMs,
  }
  if (!(await tx.sessions.replaceToken(own.id, tokenHash, { ...change, at: now }))) throw new DomainError('unavailable')
  await tx.log.append(
    own.memberId,
    [{ type: 'session.renewed', data: { sessionId: own.id, deviceId: device.id, method: how.method } }],
    now,
  )
  return { ...own, ...change, lastSeenAt: now, lastAcceptedAt: now, ip: how.ip }
}

type Starting = {
  member: Member
  device: Device
  how: Admission
  tokenHash: string
  org: Org
  now: Instant
  active: readonly Session[]
}

async function start(
  ports: Ports,
  tx: Writes,
  { member, device, how, tokenHash, org, now, active }: Starting,
): Promise<Session> {
  const holding = (await tx.links.holdingOf(member.id, now)).filter((link) => link.id !== how.holds).length
  if (how.holds === null && active.length + holding >= org.policy.limit)
    await makePlace(ports, tx, { member, device, replace: how.replace, org, active, now })
  const id = ports.random.id('session')
  const data = {
    sessionId: id,
    deviceId: device.id,
    name: device.name,
    kind: device.kind,
    os: device.os,
    method: how.method,
    originalDeviceId: how.originalDeviceId,
  }
  const [started] = await tx.log.append(member.id, [{ type: 'session.started', data }], now)
  const session: Session = {
    id,
    memberId: member.id,
    deviceId: device.id,
    method: how.method,
    originalDeviceId: how.originalDeviceId,
    bySelf: how.bySelf,
    startedAt: now,
    lastSeenAt: now,
    lastAcceptedAt: now,
    ip: how.ip,
    expiresAt: now + sessionLimits(device.kind, org.policy).absoluteMs,
    endedAt: null,
    signOutId: null,
    epoch: org.epoch,
    startSeq: started?.seq ?? 0,
    ackedSeq: (started?.seq ?? 1) - 1,
    steppedUpAt: how.bySelf ? now : null,
  }
  await tx.sessions.insert(session, tokenHash)
  if (active.length > 0) await tellSignIn(ports, tx, session, device, now)
  return session
}
