import type { Device, DeviceClaim } from '#domain/device.ts'
import { DomainError } from '#domain/errors.ts'
import { type DeviceId, type Instant, type LinkId, type SessionId } from '#domain/ids.ts'
import type { Member } from '#domain/member.ts'
import { sessionLimits, type Session, type SignInMethod } from '#domain/session.ts'
import type { SignOut } from '#domain/sign-out/sign-out.ts'
import type { Org, Writes } from '#domain/store.ts'
import { insertDoneBatch } from './done-batch.ts'
import { endSessions } from './end-sessions.ts'
import { requireOrg } from './org.ts'
import { pendingOrders, type PendingOrder } from './pending-orders.ts'
import { placesShown } from './places.ts'
import type { Ports } from './ports.ts'
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
  const known = await tx.devices.byThumbprint(member.id, thumbprint)
  const device = await upsertDevice(ports, tx, member, claim, thumbprint, known, now)
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

async function upsertDevice(
  ports: Ports,
  tx: Writes,
  member: Member,
  claim: DeviceClaim,
  thumbprint: string,
  known: Device | null,
  now: Instant,
): Promise<Device> {
  if (known) {
    // The name is people's: a sign-in does not undo a rename.
    const change = {
      model: claim.model,
      appVersion: claim.appVersion,
      installId: claim.installId,
      lastSeenAt: now,
      forgottenAt: null,
      bound: true,
    }
    await tx.devices.update(known.id, change)
    return { ...known, ...change }
  }
  const { kind, os, name, model, appVersion, installId, publicKey } = claim
  const device: Device = {
    id: ports.random.id('device'),
    memberId: member.id,
    name,
    kind,
    os,
    model,
    appVersion,
    installId,
    publicKey,
    thumbprint,
    bound: true,
    shared: false,
    createdAt: now,
    lastSeenAt: now,
    forgottenAt: null,
    status: null,
  }
  await tx.devices.insert(device)
  return device
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
    await makePlace(ports, tx, member, device, how, org, active, now)
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

/** At the limit: the session that the caller named goes, or the chooser is shown. Never a silent eviction (guide statement 4.1). */
async function makePlace(
  ports: Ports,
  tx: Writes,
  member: Member,
  device: Device,
  how: Admission,
  org: Org,
  active: readonly Session[],
  now: Instant,
): Promise<void> {
  const going = active.find((session) => session.id === how.replace)
  if (!going) throw await deviceLimit(tx, org, active)
  await replaceSession(
    ports,
    tx,
    going,
    { id: member.id, name: member.name, deviceId: device.id, deviceName: device.name },
    now,
  )
}

/** Ends the session that gives its place to a new device; its sign-out is asked by the member. */
export async function replaceSession(
  ports: Ports,
  tx: Writes,
  going: Session,
  by: { id: string; name: string; deviceId: string; deviceName: string },
  now: Instant,
): Promise<readonly SignOut[]> {
  const batchId = ports.random.id('batch')
  const actor = { kind: 'member' as const, ...by }
  const made = await endSessions(ports, tx, {
    memberId: going.memberId,
    sessions: [going],
    by: actor,
    reason: null,
    asked: {},
    batchId,
    callerDeviceId: by.deviceId,
    forced: false,
    approver: null,
    now,
  })
  await insertDoneBatch(tx, batchId, actor, made, now)
  return made
}

/** The refusal at the limit, with what the chooser shows: the most idle first. */
export async function deviceLimit(
  tx: Pick<Writes, 'devices'>,
  org: Org,
  active: readonly Session[],
): Promise<DomainError> {
  return new DomainError('device_limit', { limit: org.policy.limit, sessions: await placesShown(tx.devices, active) })
}
