import type { Viewer } from '#domain/access.ts'
import { DomainError } from '#domain/errors.ts'
import type { BatchId, DeviceId, Instant, SessionId } from '#domain/ids.ts'
import type { Session } from '#domain/session.ts'
import { isSteppedUp } from '#domain/session.ts'
import { asksForSomething, optionNotFor, type AskedOptions } from '#domain/sign-out/options.ts'
import type { Actor, SignOut } from '#domain/sign-out/sign-out.ts'
import type { Batch, Reads } from '#domain/store.ts'
import { memberActor } from './actor.ts'
import { insertDoneBatch } from './done-batch.ts'
import { endSessions } from './end-sessions.ts'
import { makeStricter } from './make-stricter.ts'
import { keepLastCheck, passGate } from './obligation/leave-duties.ts'
import type { Ports } from './ports.ts'

export type SignOutAsk = AskedOptions & {
  readonly sessions?: readonly SessionId[] | undefined
  readonly scope?: 'this' | 'others' | 'all' | undefined
  /** Undefined: nobody was named. */
  readonly approver?: DeviceId | null | undefined
  readonly reason?: string | undefined
  /** Leave although duties are open: an emergency, with a reason. */
  readonly bypass?: boolean | undefined
}
export type Asked = {
  readonly batchId: BatchId
  readonly requestedAt: Instant
  readonly by: Actor
  readonly signOuts: readonly SignOut[]
}

/**
 * A member signs out their own devices (protocol.md, part 4). When this returns, access has ended.
 * Throws `not_found` for one unknown or foreign id (nothing is done then), `option_not_for_device`, `options_conflict`, `approver_required`,
 * `step_up_required`, `duties_open`. A `batchId` of the caller's own makes a repetition answer the first one (quality.md, A1).
 */
export async function requestSignOut(
  ports: Ports,
  viewer: Viewer,
  ask: SignOutAsk,
  ownBatchId?: BatchId,
): Promise<Asked> {
  const by = memberActor(viewer)
  const batchId = ownBatchId ?? ports.random.id('batch')
  const asked = await ports.store.write(async (tx) => {
    await tx.log.take(viewer.memberId)
    const before = ownBatchId === undefined ? null : await tx.batches.get(ownBatchId)
    if (before) return askedBefore(tx, before)
    const now = ports.clock.now()
    const choice = await chosen(tx, viewer, ask)
    const { ending, ended, active } = choice
    checkStepUp(viewer, ending, now)
    await checkOptions(tx, choice, ask)
    const approver = await namedApprover(tx, choice, ask.approver)
    const leaving = { ending, bypass: ask.bypass === true, reason: ask.reason, batchId, now }
    await passGate(ports, tx, viewer, leaving)
    await keepLastCheck(tx, viewer.memberId, leaving)
    const common = { memberId: viewer.memberId, by, reason: ask.reason ?? null, asked: ask, batchId, now }
    const made = await endSessions(ports, tx, {
      ...common,
      active,
      sessions: ending,
      callerDeviceId: viewer.deviceId,
      forced: false,
      approver,
    })
    const present = await makeStricter(ports, tx, viewer.memberId, ended, ask, now)
    const signOuts = [...made, ...present]
    await insertDoneBatch(tx, batchId, by, signOuts, now)
    return { batchId, requestedAt: now, by, signOuts }
  })
  ports.bell.ring(viewer.memberId)
  // The ring is looked at in this turn: who is signed out hears of it first, and the caller is answered meanwhile.
  await new Promise(setImmediate)
  return asked
}

/** What a batch that was committed before answers: the same command, its sign-outs as they are now. */
async function askedBefore(reads: Reads, { id: batchId, requestedAt, by, outcomes }: Batch): Promise<Asked> {
  const signOuts: SignOut[] = []
  for (const { sessionId } of outcomes) {
    const signOut = sessionId === null ? null : await reads.signOuts.bySession(sessionId)
    if (signOut) signOuts.push(signOut)
  }
  return { batchId, requestedAt, by, signOuts }
}

export type Chosen = {
  readonly ending: readonly Session[]
  readonly ended: readonly Session[]
  /** All active ones of the member. */
  readonly active: readonly Session[]
}

/** The sessions that a request means: active ones to end, and ended ones whose sign-outs exist. */
export async function chosen(reads: Reads, viewer: Viewer, ask: SignOutAsk): Promise<Chosen> {
  if ((ask.sessions === undefined) === (ask.scope === undefined))
    throw new DomainError('invalid', { errors: [{ field: 'scope', code: 'sessions_or_scope' }] })
  const active = await reads.sessions.activeOf(viewer.memberId)
  if (ask.scope !== undefined)
    return { ending: active.filter(({ id }) => inScope(id, viewer.sessionId, ask.scope)), ended: [], active }
  const named = new Set(ask.sessions)
  const ending = active.filter(({ id }) => named.has(id))
  const others = [...named].filter((id) => !ending.some((session) => session.id === id))
  const ended = await endedOf(reads, viewer, others)
  return { ending, ended, active }
}

/** Sessions of one's own that are over. Throws `not_found` for any other. */
async function endedOf(reads: Reads, viewer: Viewer, ids: readonly SessionId[]): Promise<readonly Session[]> {
  if (ids.length === 0) return []
  const own = (await reads.sessions.many(ids)).filter((session) => session.memberId === viewer.memberId)
  if (own.length !== ids.length) throw new DomainError('not_found')
  return own
}

/** Looked at after who may: 422 comes after 403. With `scope` an option applies where the kind has it. Throws `options_conflict`, `option_not_for_device`. */
export async function checkOptions(reads: Reads, { ending, ended }: Chosen, ask: SignOutAsk): Promise<void> {
  refuseConflict(ask)
  if (ask.sessions !== undefined) await refuseMissing(reads, [...ending, ...ended], ask)
}

export function refuseConflict(asked: AskedOptions): void {
  if (asked.keepRecords === true && asked.unbind === true) throw new DomainError('options_conflict')
}

/** An option that a named session's device does not have. */
export async function refuseMissing(reads: Reads, sessions: readonly Session[], asked: AskedOptions): Promise<void> {
  if (!asksForSomething(asked)) return
  const devices = await reads.devices.many(sessions.map((session) => session.deviceId))
  for (const session of sessions) {
    const device = devices.find((candidate) => candidate.id === session.deviceId)
    const option = device ? optionNotFor(device, asked) : null
    if (option !== null) throw new DomainError('option_not_for_device', { sessionId: session.id, option })
  }
}

function inScope(id: SessionId, current: SessionId, scope: SignOutAsk['scope']): boolean {
  return scope === 'all' || (id === current) === (scope === 'this')
}

/** A linked session cannot push out one that signed in by itself without proving its person (quality.md, QR phishing). */
function checkStepUp(viewer: Viewer, ending: readonly Session[], now: Instant): void {
  const ownOnly = ending.every((session) => session.id === viewer.sessionId || !session.bySelf)
  if (!viewer.bySelf && !ownOnly && !isSteppedUp(viewer, now)) throw new DomainError('step_up_required')
}

/** Who confirms from now on for the devices that stay and were linked from one that goes. */
export async function namedApprover(
  reads: Reads,
  { ending, active }: Chosen,
  named: DeviceId | null | undefined,
): Promise<DeviceId | null> {
  const going = new Set(ending.map((session) => session.id))
  const goingDevices = new Set(ending.map((session) => session.deviceId))
  const staying = active.filter((session) => !going.has(session.id))
  const orphans = staying.filter(
    (session) => session.originalDeviceId !== null && goingDevices.has(session.originalDeviceId),
  )
  const able = staying.filter((session) => session.bySelf)
  if (named === null) return null
  if (named !== undefined && able.some((session) => session.deviceId === named)) return named
  if (named === undefined && orphans.length === 0) return null
  const devices = await reads.devices.many([...orphans, ...able].map((session) => session.deviceId))
  const names = (sessions: readonly Session[]) =>
    sessions.map(({ deviceId }) => ({
      id: deviceId,
      name: devices.find((device) => device.id === deviceId)?.name ?? '',
    }))
  throw new DomainError('approver_required', { devices: names(orphans), choices: names(able) })
}
