import { expect } from 'vitest'
import type { Entry } from '#domain/log.ts'
import type { Session } from '#domain/session.ts'
import { TRANSITIONS } from '#domain/sign-out/advance.ts'
import { lagOf } from '#domain/sign-out/marks.ts'
import { isOrdered, type SignOut, type SignOutEventType, type SignOutState } from '#domain/sign-out/sign-out.ts'
import { confirmSignOut } from '#server/commands/confirm-sign-out.ts'
import { verifiedEntries } from '../store-log.ts'
import { parseClaims } from './ports.ts'
import { LIMIT, type World } from './world.ts'

/** The member's part of the store at one moment. */
type Snapshot = {
  readonly sessions: readonly Session[]
  readonly signOuts: readonly SignOut[]
  readonly entries: readonly Entry[]
}

async function snapshot({ ports, memberId }: World): Promise<Snapshot> {
  const { read } = ports.store
  const entries = await verifiedEntries(read, memberId) // I10: numbers without a gap, and the chain verifies
  const ids = ofType(entries, 'session.started').map((entry) => field(entry, 'sessionId'))
  const { items: signOuts } = await read.signOuts.list({ memberId, limit: 200 })
  return { sessions: await read.sessions.many(ids), signOuts, entries }
}

const ofType = (entries: readonly Entry[], ...types: string[]) => entries.filter((entry) => types.includes(entry.type))
const field = (entry: Entry, name: string) => String(entry.data?.[name])

/** The invariants of quality.md, part 2, that hold after every commit. */
export async function checkInvariants(world: World): Promise<void> {
  const now = await snapshot(world)
  placesHold(now)
  endsAreWhole(world, now)
  machineHolds(now)
  proofHolds(world, now)
  lagIsHonest(world, now)
  linksAreApproved(now)
}

/** I6, at every commit of the past: the log says who came and went, in order. */
function placesHold({ entries, sessions }: Snapshot): void {
  const active = new Set<string>()
  for (const entry of ofType(entries, 'session.started', 'session.ended')) {
    if (entry.type === 'session.started') active.add(field(entry, 'sessionId'))
    else active.delete(field(entry, 'sessionId'))
    expect(active.size, `I6 at ${entry.seq}`).toBeLessThanOrEqual(LIMIT)
  }
  expect(
    sessions
      .filter((session) => session.endedAt === null)
      .map(({ id }) => id)
      .toSorted(),
    'I10: rows and log agree',
  ).toEqual([...active].toSorted())
}

/** I2, I7, and "a session ends only by a sign-out, so every ended one has exactly one". */
function endsAreWhole({ journal }: World, { sessions, signOuts, entries }: Snapshot): void {
  const ended = sessions.filter((session) => session.endedAt !== null)
  expect(ended.map(({ signOutId }) => String(signOutId)).toSorted(), 'one sign-out for each end').toEqual(
    signOuts.map(({ id }) => id).toSorted(),
  )
  expect(
    ofType(entries, 'session.ended')
      .map((entry) => field(entry, 'sessionId'))
      .toSorted(),
    'one entry for each end',
  ).toEqual(ended.map(({ id }) => id).toSorted())
  const endedIds = new Set(ended.map(({ id }) => id))
  for (const id of [...journal.ended, ...journal.seenEnded]) expect(endedIds.has(id), `I7: ${id}`).toBe(true)
  for (const id of journal.answered)
    expect(
      signOuts.some((signOut) => signOut.id === id),
      `I2: ${id}`,
    ).toBe(true)
  for (const id of endedIds) journal.seenEnded.add(id)
}

/** What the log calls each edge of the machine. */
const EDGES: Readonly<Record<string, readonly SignOutEventType[]>> = {
  'sign-out.approved': ['approve', 'override', 'original-gone'],
  'sign-out.declined': ['decline'],
  'sign-out.received': ['received'],
  'sign-out.cleaning': ['progress'],
  'sign-out.not-now': ['not-now'],
  'sign-out.failed': ['not-done'],
  'sign-out.recorded': ['not-done'],
  'sign-out.confirmed': ['done'],
  'sign-out.retried': ['retry'],
  'sign-out.waived': ['waive'],
}

/** I3, I4, I10: the log tells one path through the table for each sign-out, without a gap, and it ends at the row. */
function machineHolds({ signOuts, entries }: Snapshot): void {
  for (const signOut of signOuts) {
    const own = entries.filter((entry) => field(entry, 'signOutId') === signOut.id)
    const [requested, ...more] = ofType(own, 'sign-out.requested')
    expect(more, 'I4').toEqual([])
    let state = requested?.data?.['state'] as SignOutState
    expect(['waiting', 'awaiting-original']).toContain(state)
    for (const entry of own.filter(({ type }) => type in EDGES)) {
      const { from, state: to } = entry.data ?? {}
      expect(from, `I3: ${entry.type} at ${entry.seq}`).toBe(state)
      expect(
        EDGES[entry.type]?.some((event) => isStep(state, event, to)),
        `I3: ${state} -> ${String(to)} by ${entry.type}`,
      ).toBe(true)
      state = to as SignOutState
    }
    expect(state, 'I10: the log ends where the row is').toBe(signOut.state)
  }
}

function isStep(from: SignOutState, event: SignOutEventType, to: unknown): boolean {
  const cell = TRANSITIONS[from][event]
  return cell === to || (cell === 'again' && from === to)
}

/** I5, and the second half of I3: `confirmed` needs the device's proof, and never changes. */
function proofHolds({ journal }: World, { signOuts }: Snapshot): void {
  for (const signOut of signOuts.filter(({ state }) => state === 'confirmed')) {
    expect(journal.proven.has(signOut.id), `I5: ${signOut.id}`).toBe(true)
    const look = JSON.stringify(signOut)
    expect(look, 'I3: confirmed is final').toBe(journal.seenConfirmed.get(signOut.id) ?? look)
    journal.seenConfirmed.set(signOut.id, look)
  }
}

/** I8. */
function lagIsHonest({ clock }: World, { signOuts, entries }: Snapshot): void {
  for (const [i, entry] of entries.entries()) expect(entry.at, 'I8').toBeGreaterThanOrEqual(entries[i - 1]?.at ?? 0)
  for (const signOut of signOuts) {
    const lag = lagOf(signOut, clock.now())
    const until =
      signOut.state === 'confirmed' ? signOut.confirmedAt : signOut.state === 'waived' ? signOut.waiver.at : clock.now()
    expect(lag, `I8: ${signOut.id}`).toBe(until - signOut.accessEndedAt)
    expect(lag, `I8: ${signOut.id}`).toBeGreaterThanOrEqual(0)
    expect(signOut.lastAcceptedAt).toBeLessThanOrEqual(signOut.accessEndedAt)
  }
}

/** I9: every linked session follows an approval by a device whose session was active then and had signed in by itself. */
function linksAreApproved({ entries }: Snapshot): void {
  const bySelf = new Map<string, string>()
  const approvals: string[] = []
  for (const entry of ofType(entries, 'session.started', 'session.renewed', 'session.ended', 'link.decided')) {
    const [deviceId, method] = [field(entry, 'deviceId'), field(entry, 'method')]
    if (entry.type === 'session.ended') bySelf.delete(deviceId)
    else if (entry.type === 'link.decided') {
      expect(bySelf.has(deviceId), `I9: approved by ${deviceId} at ${entry.seq}`).toBe(true)
      approvals.push(deviceId)
    } else if (method === 'password') bySelf.set(deviceId, field(entry, 'sessionId'))
    else if (entry.type === 'session.started') {
      expect(approvals, `I9: linked at ${entry.seq}`).toContain(field(entry, 'originalDeviceId'))
      expect(bySelf.has(field(entry, 'originalDeviceId')), `I9: the approver was gone at ${entry.seq}`).toBe(true)
    }
  }
}

/** I11: when the device answers `done` to its order, the sign-out is confirmed, whatever happened before. */
export async function everyOrderCanBeConfirmed(world: World): Promise<void> {
  const { signOuts } = await snapshot(world)
  for (const signOut of signOuts.filter(({ state }) => isOrdered(state))) {
    const handset = world.handsets.find(({ deviceId }) => deviceId === signOut.deviceId)
    const secrets = await world.ports.store.read.signOuts.secrets(signOut.id)
    if (!handset || !secrets) continue
    const { id: signOutId, attempt, deviceId, memberId, sessionId } = signOut
    const claims = { iss: deviceId, jti: 'last', iat: 0, signOutId, nonce: secrets.nonce, attempt, result: 'done' }
    world.journal.proven.add(signOutId)
    const state = await confirmSignOut(
      world.ports,
      { deviceId, memberId, sessionId },
      handset.key.sign(JSON.stringify(claims)),
      parseClaims,
    )
    expect(state, `I11: ${signOutId}`).toBe('confirmed')
  }
  await checkInvariants(world)
}
