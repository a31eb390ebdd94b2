import type { Device } from '#domain/device.ts'
import { DomainError } from '#domain/errors.ts'
import type { Instant, SessionId } from '#domain/ids.ts'
import type { Member } from '#domain/member.ts'
import type { Session } from '#domain/session.ts'
import type { SignOut } from '#domain/sign-out/sign-out.ts'
import type { Org, Writes } from '#domain/store.ts'
import { insertDoneBatch } from './done-batch.ts'
import { endSessions } from './end-sessions.ts'
import { placesShown } from './places.ts'
import type { Ports } from './ports.ts'

/** A device that comes in when every place is taken. */
type Arrival = {
  readonly member: Member
  readonly device: Device
  readonly replace: SessionId | undefined
  readonly org: Org
  readonly active: readonly Session[]
  readonly now: Instant
}

/** At the limit: the session that the caller named goes, or the chooser is shown. Never a silent eviction (guide statement 4.1). */
export async function makePlace(
  ports: Ports,
  tx: Writes,
  { member, device, replace, org, active, now }: Arrival,
): Promise<void> {
  const going = active.find((session) => session.id === replace)
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
