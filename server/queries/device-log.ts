import { rfc3339, type MemberId, type SignOutId } from '#domain/ids.ts'
import type { Entry } from '#domain/log.ts'
import type { Session } from '#domain/session.ts'
import { isOrdered } from '#domain/sign-out/sign-out.ts'
import type { LogReads, Proving } from '#domain/store.ts'
import { actorForDevices, isActor } from '../commands/actor.ts'
import { toOrder } from '../commands/pending-orders.ts'
import type { Ports } from '../commands/ports.ts'

/** An entry as it goes out. */
export type OutEntry = {
  readonly seq: number
  readonly at: string
  readonly type: string
  readonly data: Readonly<Record<string, unknown>>
}
type Own = Pick<Proving, 'signOut' | 'secrets'>
export type LogPart = { readonly entries: readonly OutEntry[]; readonly head: number; readonly more: boolean }

/** A message carries at most this many entries (protocol.md, part 6). */
export const MESSAGE_ENTRIES = 100

const PLAIN = new Set([
  'session.started',
  'session.ended',
  'device.renamed',
  'sign-out.approved',
  'sign-out.declined',
  'sign-out.received',
  'sign-out.cleaning',
  'sign-out.not-now',
  'sign-out.failed',
  'sign-out.confirmed',
  'sign-out.waived',
  'link.requested',
  'link.decided',
])

/**
 * The next part of the log for one session's device: what is after its cursor and meant for it. An ended session reads only entries of its own
 * sign-out, its newest order first, whatever its cursor. A session that ended after it was read is never moved past its own end: what follows
 * is for the ended session to read, its order above all. `shared`: the log as a ring reads it for all of a member's readers.
 */
export async function readDeviceLog(
  ports: Ports,
  session: Session,
  cursor: number,
  first: boolean,
  shared?: Pick<LogReads, 'after'>,
): Promise<LogPart> {
  if (session.endedAt !== null) return ownSignOut(ports, session, cursor, first, shared)
  const from = Math.max(cursor, session.startSeq - 1)
  const raw = await (shared ?? ports.store.read.log).after(session.memberId, from, MESSAGE_ENTRIES)
  const end = raw.find((entry) => endsSession(entry, session))
  if (end) return { entries: forDevices(raw, session, end.seq), head: end.seq - 1, more: false }
  // Past the last entry that was looked at, whether or not it was for this reader.
  return {
    entries: forDevices(raw, session),
    head: raw.at(-1)?.seq ?? from,
    more: raw.length === MESSAGE_ENTRIES,
  }
}

function endsSession(entry: Entry, session: Session): boolean {
  return (
    (entry.type === 'session.ended' || entry.type === 'sign-out.requested') && entry.data?.['sessionId'] === session.id
  )
}

function forDevices(raw: readonly Entry[], session: Session, before = Number.POSITIVE_INFINITY): readonly OutEntry[] {
  return raw.flatMap((entry) => (entry.seq < before ? (forDevice(entry, session) ?? []) : []))
}

async function ownSignOut(
  ports: Ports,
  { memberId, signOutId }: Session,
  cursor: number,
  first: boolean,
  shared: Pick<LogReads, 'after'> | undefined,
): Promise<LogPart> {
  if (signOutId === null) return { entries: [], head: cursor, more: false }
  const { raw, head, more } = await ownStretch(ports, memberId, signOutId, cursor, shared)
  const own = first || raw.some(isOrder) ? await ports.store.read.signOuts.proving(signOutId) : null
  const order = first && own ? await newestOrder(ports, own) : null
  const entries = raw.flatMap((entry) => {
    if (entry.seq === order?.seq) return []
    return isOrder(entry) && own && isOrdered(own.signOut.state) ? orderOf(entry, own) : (ownEntry(entry) ?? [])
  })
  return { entries: order ? [order, ...entries] : entries, head, more }
}

/** What is new of one sign-out: out of the stretch that a ring has read for all, or by its index, where that is too long. */
async function ownStretch(
  { store: { read } }: Ports,
  memberId: MemberId,
  signOutId: SignOutId,
  cursor: number,
  shared: Pick<LogReads, 'after'> | undefined,
) {
  const stretch = await shared?.after(memberId, cursor, MESSAGE_ENTRIES)
  if (stretch && stretch.length < MESSAGE_ENTRIES) {
    const raw = stretch.filter((entry) => entry.data?.['signOutId'] === signOutId)
    return { raw, head: stretch.at(-1)?.seq ?? cursor, more: false }
  }
  const { seq } = await read.log.head(memberId)
  const raw = await read.log.afterOf(signOutId, memberId, Math.min(Math.max(cursor, 0), seq), MESSAGE_ENTRIES)
  const more = raw.length === MESSAGE_ENTRIES
  const last = raw.at(-1)?.seq ?? cursor
  return { raw, head: more ? last : Math.max(seq, last), more }
}

function orderOf(entry: Entry, { signOut, secrets }: Own): OutEntry {
  return { ...out(entry, {}), type: 'sign-out.requested', data: toOrder(signOut, secrets) }
}

/** The newest order of a sign-out with its nonce, or, while it waits for its original, the request without one. */
export async function newestOrder({ store: { read } }: Ports, own: Own): Promise<OutEntry | null> {
  const { id, memberId, state } = own.signOut
  const entry = await read.log.newestOf(memberId, ['sign-out.ordered', 'sign-out.requested'], id)
  if (!entry) return null
  if (isOrdered(state)) return orderOf(entry, own)
  return { ...out(entry, requestData(entry)), type: 'sign-out.requested' }
}

function isOrder(entry: Entry): boolean {
  return (
    entry.type === 'sign-out.ordered' || (entry.type === 'sign-out.requested' && entry.data?.['state'] === 'waiting')
  )
}

function ownEntry(entry: Entry): OutEntry | null {
  if (entry.type === 'sign-out.requested') return out(entry, requestData(entry))
  return PLAIN.has(entry.type) ? out(entry, plainData(entry)) : null
}

/** An entry for an active device of the member, or null where it is not for this reader. Names no other person and no address. */
function forDevice(entry: Entry, session: Session): OutEntry | null {
  if (entry.data === null) return null
  if (entry.type === 'sign-out.requested')
    return entry.data['sessionId'] === session.id ? null : out(entry, requestData(entry))
  return PLAIN.has(entry.type) ? out(entry, plainData(entry)) : null
}

/** An entry for the member's own open pages: what devices see, and that an order went out again. Never a nonce or a share. */
export function forWatcher(entry: Entry): OutEntry | null {
  if (entry.data === null) return null
  if (entry.type === 'sign-out.requested' || entry.type === 'sign-out.ordered')
    return { ...out(entry, requestData(entry)), type: 'sign-out.requested' }
  if (PLAIN.has(entry.type)) return out(entry, plainData(entry))
  return WATCHED.has(entry.type) ? out(entry, plainData(entry)) : null
}
const WATCHED = new Set([
  'sign-out.retried',
  'sign-out.tightened',
  'device.changed',
  'device.forgotten',
  'session.renewed',
  'member.suspended',
  'member.reinstated',
  'member.password-link',
  'sign-out.overdue',
  'sign-in.answered',
  'inbox.added',
  'inbox.read',
  'obligation.created',
  'obligation.updated',
  'obligation.concluded',
  'obligation.sent',
  'obligations.imported',
  'obligations.settled',
  'obligations.received',
  'approvals.interrupted',
  'run.started',
  'run.step',
  'run.done',
  'run.cancelled',
  'run.decided',
  'run.restored',
  'run.review-stopped',
  'run.note',
])

function out(entry: Entry, data: Readonly<Record<string, unknown>>): OutEntry {
  return { seq: entry.seq, at: rfc3339(entry.at), type: entry.type, data }
}

function requestData(entry: Entry): Record<string, unknown> {
  const { signOutId, deviceId, sessionId, by, options, reason, accessEndedAt } = entry.data ?? {}
  const at = typeof accessEndedAt === 'number' ? rfc3339(accessEndedAt) : accessEndedAt
  return {
    signOutId,
    deviceId,
    sessionId,
    by: isActor(by) ? actorForDevices(by) : { kind: 'system' },
    options,
    reason,
    accessEndedAt: at,
  }
}

/** `text`: a note on a run is for who acts in it, and others follow it too. */
const PRIVATE = new Set(['ip', 'userCode', 'from', 'originalDeviceId', 'text'])

function plainData(entry: Entry): Record<string, unknown> {
  const shown = Object.entries(entry.data ?? {}).filter(([name]) => !PRIVATE.has(name))
  return Object.fromEntries(
    shown.map(([name, value]) => [name, name === 'by' && isActor(value) ? actorForDevices(value) : value]),
  )
}
