import type { Viewer } from '#domain/access.ts'
import { DomainError } from '#domain/errors.ts'
import { rfc3339, type BatchId, type MemberId, type SignOutId } from '#domain/ids.ts'
import { receiptClaims, type ReceiptFacts } from '#domain/receipt.ts'
import { OPEN_STATES, type SignOut, type SignOutState } from '#domain/sign-out/sign-out.ts'
import type { Batch } from '#domain/store.ts'
import { authoriseOn } from '../commands/authorise.ts'
import { requireOrg } from '../commands/org.ts'
import type { Ports } from '../commands/ports.ts'
import { leftBy } from './left-behind.ts'
import { signOutView, signOutViews } from './sign-out-view.ts'

/** The member's own, or one that an admin may see. Anything else answers like an unknown id. */
export async function visibleSignOut(ports: Ports, viewer: Viewer, id: SignOutId): Promise<SignOut> {
  const signOut = await ports.store.read.signOuts.get(id)
  if (!signOut) throw new DomainError('not_found')
  if (signOut.memberId !== viewer.memberId) await authoriseSeeing(ports, viewer, signOut.memberId)
  return signOut
}

async function authoriseSeeing(ports: Ports, viewer: Viewer, memberId: string): Promise<void> {
  const { policy } = await requireOrg(ports.store.read.org)
  try {
    await authoriseOn(ports.store.read.members, viewer, 'see-devices', memberId, policy, ports.store.read.runs)
  } catch {
    throw new DomainError('not_found')
  }
}

export async function getSignOut(ports: Ports, viewer: Viewer, id: SignOutId) {
  return signOutView(ports, await visibleSignOut(ports, viewer, id))
}

export type ListAsk = {
  readonly state?: readonly SignOutState[] | 'open' | undefined
  readonly cursor?: string | undefined
  readonly limit?: number | undefined
}

/** A member's own sign-outs, newest first. */
export async function listSignOuts(ports: Ports, viewer: Viewer, ask: ListAsk = {}) {
  const states = ask.state === 'open' ? OPEN_STATES : ask.state
  const page = await ports.store.read.signOuts.list({
    memberId: viewer.memberId,
    states,
    cursor: ask.cursor,
    limit: ask.limit ?? 50,
  })
  return { items: await signOutViews(ports, page.items), nextCursor: page.nextCursor, total: page.total }
}

/** A batch with its sign-outs: the caller's own, or one whose members the caller may see. */
export async function getBatch(ports: Ports, viewer: Viewer, id: BatchId) {
  const batch = await ports.store.read.batches.get(id)
  if (!batch) throw new DomainError('not_found')
  const signOuts = await signOutsOf(ports, batch)
  const mine = batch.by.id === viewer.memberId
  const known = await whomMaySee(ports, viewer, [...signOuts, ...batch.outcomes])
  const visible = signOuts.filter(({ memberId }) => known.has(memberId))
  if (!mine && known.size === 0) throw new DomainError('not_found')
  const { requestedAt, by, state, total, done, failed } = batch
  const outcomes = batch.outcomes.filter(({ memberId }) => mine || (memberId !== null && known.has(memberId)))
  return {
    id,
    requestedAt: rfc3339(requestedAt),
    by,
    state,
    total,
    done,
    failed,
    outcomes,
    signOuts: await signOutViews(ports, visible),
    left: await leftBy(ports, id, known),
  }
}

/** The members among these whose sign-outs the caller may see: themselves, and whom an administrator may. */
async function whomMaySee(
  ports: Ports,
  viewer: Viewer,
  things: readonly { readonly memberId: MemberId | null }[],
): Promise<ReadonlySet<MemberId>> {
  const known = new Set<MemberId>()
  for (const memberId of new Set(things.map((thing) => thing.memberId))) {
    if (memberId === null) continue
    if (memberId === viewer.memberId || (await maySee(ports, viewer, memberId))) known.add(memberId)
  }
  return known
}

/** What a batch made, and the sign-outs of those that had ended before: every caller gets their ids (quality.md, E1). */
async function signOutsOf(ports: Ports, { id, outcomes }: Batch): Promise<readonly SignOut[]> {
  const { read } = ports.store
  const made = await read.signOuts.ofBatch(id)
  const covered = new Set(made.map((signOut) => signOut.sessionId))
  const others = outcomes.flatMap(({ sessionId }) => (sessionId === null || covered.has(sessionId) ? [] : [sessionId]))
  const sessions = await read.sessions.many(others)
  return [...made, ...(await read.signOuts.many(sessions.flatMap((session) => session.signOutId ?? [])))]
}

async function maySee(ports: Ports, viewer: Viewer, memberId: string): Promise<boolean> {
  try {
    await authoriseSeeing(ports, viewer, memberId)
    return true
  } catch {
    return false
  }
}

/** The receipt of a closed sign-out: the same bytes each time. Throws `not_found`, `not_closed`. */
export async function getReceipt(ports: Ports, viewer: Viewer, id: SignOutId): Promise<string> {
  const signOut = await visibleSignOut(ports, viewer, id)
  return receiptOf(ports, signOut)
}

export async function receiptOf(ports: Ports, signOut: SignOut): Promise<string> {
  const seal = await ports.store.read.signOuts.seal(signOut.id)
  if (!seal || (signOut.state !== 'confirmed' && signOut.state !== 'waived')) throw new DomainError('not_closed')
  const { id: signOutId, memberId, deviceId, sessionId, by, reason, accessEndedAt, lastAcceptedAt } = signOut
  const closing: ReceiptFacts['closing'] =
    signOut.state === 'waived'
      ? { kind: 'waived', ...signOut.waiver }
      : {
          kind: 'confirmed',
          at: signOut.confirmedAt,
          reportSha256: seal.reportSha256 ?? '',
          logSeq: seal.logSeq,
          logHash: seal.logHash,
        }
  const facts = {
    issuer: seal.issuer,
    signOutId,
    memberId,
    deviceId,
    sessionId,
    by,
    reason,
    accessEndedAt,
    lastAcceptedAt,
    closing,
  }
  return ports.receipts.sign(receiptClaims(facts), seal.kid)
}
