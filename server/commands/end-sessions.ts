import type { Device } from '#domain/device.ts'
import { DomainError } from '#domain/errors.ts'
import type { BatchId, DeviceId, Instant, MemberId } from '#domain/ids.ts'
import type { Entry, NewEntry } from '#domain/log.ts'
import type { Session } from '#domain/session.ts'
import { firstState } from '#domain/sign-out/begin.ts'
import { resolveOptions, type AskedOptions } from '#domain/sign-out/options.ts'
import type { Actor, Original, SignOut } from '#domain/sign-out/sign-out.ts'
import type { Follower, Writes } from '#domain/store.ts'
import type { Ports } from './ports.ts'
import { originalEnded } from './original-ended.ts'
import { tellForced } from './tell.ts'

export type Ending = {
  readonly memberId: MemberId
  readonly sessions: readonly Session[]
  /** All of the member's active sessions, where this write has read them already. */
  readonly active?: readonly Session[] | undefined
  readonly by: Actor
  readonly reason: string | null
  readonly asked: AskedOptions
  readonly batchId: BatchId
  /** The device the caller acts from; null for admins and the system. */
  readonly callerDeviceId: DeviceId | null
  /** An admin, a suspension, an expiry or a restore: no original is asked. */
  readonly forced: boolean
  /** Who confirms from now on for devices linked from an ended one; null is nobody. */
  readonly approver: DeviceId | null
  readonly now: Instant
}

/**
 * Ends active sessions of one member, whose stream this write has taken: the sessions, their sign-outs, the entries and the followers, in one
 * commit. It is the only place where a session ends, so every ended session has exactly one sign-out (protocol.md, part 2).
 */
export async function endSessions(ports: Ports, tx: Writes, ending: Ending): Promise<readonly SignOut[]> {
  if (ending.sessions.length === 0) return []
  const active = ending.active ?? (await tx.sessions.activeOf(ending.memberId))
  const leaving = new Set(ending.sessions.map((session) => session.id))
  const staying = active.filter((session) => !leaving.has(session.id))
  const devices = new Map((await tx.devices.ofMember(ending.memberId)).map((device) => [device.id, device]))
  const made: SignOut[] = []
  for (const session of active.filter((candidate) => leaving.has(candidate.id))) {
    const device = devices.get(session.deviceId)
    if (!device) throw new Error(`session ${session.id} has no device`)
    made.push(await endOne(ports, tx, ending, { session, device, staying, active }))
  }
  await store(ports, tx, made)
  const entries = await tx.log.append(ending.memberId, made.flatMap(endingEntries), ending.now)
  await follow(tx, entries, staying, devices)
  const endedDevices = new Set(made.map((signOut) => signOut.deviceId))
  await reparent(tx, staying, endedDevices, ending.approver)
  await originalEnded(ports, tx, { ...ending, endedDevices, made: new Set(made.map((signOut) => signOut.id)) })
  if (ending.by.kind === 'admin') {
    const names = made.map(({ deviceId }) => devices.get(deviceId)?.name ?? '')
    await tellForced(ports, tx, ending, names, ending.now)
  }
  return made
}

type One = {
  readonly session: Session
  readonly device: Device
  readonly staying: readonly Session[]
  readonly active: readonly Session[]
}

async function endOne(ports: Ports, tx: Writes, ending: Ending, one: One): Promise<SignOut> {
  const { session, device } = one
  const { by, reason, now } = ending
  const id = ports.random.id('signOut')
  const accepted = Math.max(session.lastAcceptedAt, ports.presence.lastAccepted(session.id) ?? 0)
  const lastAcceptedAt = Math.min(accepted, now)
  const { state, original } = begin(ending, one)
  const facts = {
    id,
    batchId: ending.batchId,
    memberId: ending.memberId,
    deviceId: device.id,
    sessionId: session.id,
    by,
    reason,
    options: resolveOptions(device, ending.asked),
    attempt: 1,
    accessEndedAt: now,
    lastAcceptedAt,
    receivedAt: null,
    cleaningAt: null,
    remindedAt: null,
    progress: null,
    report: null,
  }
  const signOut: SignOut =
    state === 'waiting' || original === null ? { ...facts, state: 'waiting', original } : { ...facts, state, original }
  if (!(await tx.sessions.end(session.id, now, lastAcceptedAt, id)))
    throw new DomainError('unavailable', {}, `session ${session.id} ended elsewhere`)
  if (signOut.options.unbind) await tx.devices.update(device.id, { bound: false })
  return signOut
}

/** The rows of all of them at once. A later order without keepRecords leaves nothing of an earlier one's to open. */
async function store(ports: Ports, tx: Writes, made: readonly SignOut[]): Promise<void> {
  const forgetting = made.filter(({ options }) => !options.keepRecords)
  await tx.signOuts.dropSharesOf(forgetting.map(({ deviceId }) => deviceId))
  const { token } = ports.random
  await tx.signOuts.insert(
    made.map((signOut) => ({
      signOut,
      secrets: { nonce: token(), share: signOut.options.keepRecords ? token() : null },
    })),
  )
}

function begin(
  ending: Ending,
  { session, staying, active }: One,
): { state: 'waiting' | 'awaiting-original'; original: Original | null } {
  const deviceId = session.originalDeviceId
  const isOriginal = (other: Session) => other.deviceId === deviceId && other.bySelf
  const originalAfter = staying.some(isOriginal) ? 'active' : active.some(isOriginal) ? 'ended-too' : 'gone'
  const { forced, callerDeviceId, by, now } = ending
  const first = firstState({ originalDeviceId: deviceId, callerDeviceId, forced, originalAfter })
  if (deviceId === null || first.decision === null) return { state: first.state, original: null }
  const asked = first.decision === 'asked' || first.decision === 'forced'
  const at = first.decision === 'pending' ? null : now
  return {
    state: first.state,
    original: { deviceId, decision: first.decision, by: asked ? by : null, at, reason: null },
  }
}

/** The end of access, then the request: two facts, two entries, one commit. */
function endingEntries(signOut: SignOut): NewEntry[] {
  const { id: signOutId, deviceId, sessionId, by, options, reason, accessEndedAt, state, attempt, batchId } = signOut
  return [
    { type: 'session.ended', data: { sessionId, deviceId, signOutId } },
    {
      type: 'sign-out.requested',
      data: { signOutId, batchId, deviceId, sessionId, by, options, reason, accessEndedAt, state, attempt },
    },
  ]
}

/** The devices that stay are to hear of it: each follows until it has acknowledged the entry of the end of access. */
async function follow(
  tx: Writes,
  entries: readonly Entry[],
  staying: readonly Session[],
  devices: ReadonlyMap<string, Device>,
) {
  const ends = entries.filter(({ type }) => type === 'session.ended')
  const followers: Follower[] = ends.flatMap(({ data, seq }) =>
    staying.map((session) => ({
      signOutId: String(data?.['signOutId']),
      sessionId: session.id,
      deviceId: session.deviceId,
      name: devices.get(session.deviceId)?.name ?? '',
      seq,
      syncedAt: null,
    })),
  )
  await tx.signOuts.addFollowers(followers)
}

async function reparent(
  tx: Writes,
  staying: readonly Session[],
  ended: ReadonlySet<DeviceId>,
  approver: DeviceId | null,
) {
  for (const session of staying)
    if (session.originalDeviceId !== null && ended.has(session.originalDeviceId))
      await tx.sessions.setOriginal(session.id, approver)
}
