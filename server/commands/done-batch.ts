import type { BatchId, Instant } from '#domain/ids.ts'
import type { Actor, SignOut } from '#domain/sign-out/sign-out.ts'
import type { Writes } from '#domain/store.ts'

/** Keeps the batch of sign-outs that were asked together in one commit: what a page opens them by. */
export async function insertDoneBatch(
  tx: Writes,
  id: BatchId,
  by: Actor,
  signOuts: readonly SignOut[],
  requestedAt: Instant,
): Promise<void> {
  const outcomes = signOuts.map(({ memberId, sessionId }) => ({ memberId, sessionId, code: 'done' }))
  const total = outcomes.length
  await tx.batches.insert({ id, requestedAt, by, state: 'done', total, done: total, failed: 0, plan: null, outcomes })
}
