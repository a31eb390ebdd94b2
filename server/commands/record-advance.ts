import type { Instant } from '#domain/ids.ts'
import { canonicalJson, type Entry, type NewEntry } from '#domain/log.ts'
import { lagOf } from '#domain/sign-out/marks.ts'
import { isOrdered, type SignOut, type SignOutEvent } from '#domain/sign-out/sign-out.ts'
import type { ReceiptSeal, Writes } from '#domain/store.ts'
import type { Ports } from './ports.ts'
import { tellAdvance } from './tell.ts'

/**
 * Stores one step of a sign-out and what follows from it: the row, one entry for the edge, the order when it goes out by this step, and the
 * seal of the receipt when it closes. Returns the entries that were appended.
 */
export async function recordAdvance(
  ports: Ports,
  tx: Writes,
  before: SignOut,
  after: SignOut,
  event: SignOutEvent,
  now: Instant,
  more: Readonly<Record<string, unknown>> = {},
): Promise<readonly Entry[]> {
  const entries = [...edge(before, after, event, now, more), ...order(before, after, event)]
  const appended = await tx.log.append(after.memberId, entries, now)
  const closes = event.type === 'done' || event.type === 'waive'
  await tx.signOuts.save(after, closes ? sealOf(ports, after, appended[0]) : undefined)
  await tellAdvance(ports, tx, after, event, now)
  return appended
}

const ENTRY_TYPE: Record<SignOutEvent['type'], string> = {
  approve: 'sign-out.approved',
  decline: 'sign-out.declined',
  override: 'sign-out.approved',
  'original-gone': 'sign-out.approved',
  received: 'sign-out.received',
  progress: 'sign-out.cleaning',
  'not-now': 'sign-out.not-now',
  done: 'sign-out.confirmed',
  'not-done': 'sign-out.failed',
  retry: 'sign-out.retried',
  remind: 'sign-out.reminded',
  waive: 'sign-out.waived',
}

function edge(
  before: SignOut,
  after: SignOut,
  event: SignOutEvent,
  now: Instant,
  more: Readonly<Record<string, unknown>>,
): NewEntry[] {
  // Progress inside `cleaning` is true only now; it is no edge and no entry.
  if (event.type === 'progress' && before.state === 'cleaning') return []
  if (event.type === 'retry' && before.state !== 'failed') return []
  // The table calls a reminder "same": it is kept on the row for its five minutes, and said at once to whoever is connected.
  if (event.type === 'remind') return []
  const type = event.type === 'not-done' && before.state === 'waived' ? 'sign-out.recorded' : ENTRY_TYPE[event.type]
  const data = {
    signOutId: after.id,
    deviceId: after.deviceId,
    sessionId: after.sessionId,
    from: before.state,
    state: after.state,
    ...detail(after, event, now),
    ...more,
  }
  return [{ type, data }]
}

function detail(after: SignOut, event: SignOutEvent, now: Instant): Record<string, unknown> {
  switch (event.type) {
    case 'approve':
      return { by: event.by, decision: 'approved' }
    case 'override':
      return { by: event.by, decision: 'overridden', reason: event.reason }
    case 'original-gone':
      return { decision: event.decision }
    case 'decline':
    case 'waive':
      return { by: event.by, reason: event.reason }
    case 'progress':
      return { ...event.progress }
    case 'done':
      return { lagMs: lagOf(after, now), result: event.report.result }
    case 'not-done':
      return { result: event.report.result }
    case 'retry':
      return { attempt: after.attempt }
    default:
      return {}
  }
}

/** The device's order goes out when the sign-out becomes `waiting` or, still waiting for its original, is waived; and again on retry. */
function order(before: SignOut, after: SignOut, event: SignOutEvent): NewEntry[] {
  const goesOut = !isOrdered(before.state) && isOrdered(after.state)
  const again = event.type === 'retry' && before.state === 'failed'
  return goesOut || again ? [orderEntry(after, event.type)] : []
}

/** An order that goes to the device alone; to it this is `sign-out.requested` with its nonce. */
export function orderEntry(signOut: SignOut, cause: string): NewEntry {
  const { id: signOutId, deviceId, sessionId, by, options, reason, accessEndedAt, attempt, state } = signOut
  return {
    type: 'sign-out.ordered',
    data: { signOutId, deviceId, sessionId, by, options, reason, accessEndedAt, attempt, state, cause },
  }
}

function sealOf(ports: Ports, signOut: SignOut, entry: Entry | undefined): ReceiptSeal {
  if (entry === undefined) throw new Error(`sign-out ${signOut.id} closed without an entry`)
  const { receipts, hash } = ports
  const reportSha256 = signOut.state === 'confirmed' ? hash(canonicalJson(signOut.report)) : null
  return { kid: receipts.currentKid(), issuer: receipts.issuer, reportSha256, logSeq: entry.seq, logHash: entry.hash }
}
