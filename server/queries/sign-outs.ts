import type { Viewer } from '#domain/access.ts'
import { DomainError } from '#domain/errors.ts'
import { rfc3339, type BatchId, type SignOutId } from '#domain/ids.ts'
import { receiptClaims, type ReceiptFacts } from '#domain/receipt.ts'
import { OPEN_STATES, type SignOut, type SignOutState } from '#domain/sign-out/sign-out.ts'
import { authoriseOn } from '../commands/authorise.ts'
import { requireOrg } from '../commands/org.ts'
import type { Ports } from '../commands/ports.ts'
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
    await authoriseOn(ports.store.read.members, viewer, 'see-devices', memberId, policy)
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
  const signOuts = await ports.store.read.signOuts.ofBatch(id)
  const mine = batch.by.id === viewer.memberId
  const visible: SignOut[] = []
  const known = new Map<string, boolean>()
  for (const signOut of signOuts) {
    const { memberId } = signOut
    if (!known.has(memberId))
      known.set(memberId, memberId === viewer.memberId || (await maySee(ports, viewer, memberId)))
    if (known.get(memberId)) visible.push(signOut)
  }
  if (!mine && visible.length === 0) throw new DomainError('not_found')
  const { requestedAt, by, state, total, done, failed } = batch
  const outcomes = batch.outcomes.filter(
    (outcome) => mine || (outcome.memberId !== null && known.get(outcome.memberId) === true),
  )
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
  }
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
