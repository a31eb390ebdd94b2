import type { Instant, MemberId } from '#domain/ids.ts'
import type { Writes } from '#domain/store.ts'

/** Marks the approvals that wait for somebody who has gone: their flows stand still from now on (guide statement 5.6). The member's stream was taken. */
export async function interruptApprovals(tx: Writes, memberId: MemberId, now: Instant): Promise<number> {
  const open = await tx.obligations.openOf(memberId, ['approval'])
  const broken = open.filter(({ interruptedAt }) => interruptedAt === null)
  if (broken.length === 0) return 0
  for (const approval of broken) await tx.obligations.save({ ...approval, interruptedAt: now }, now)
  const obligations = broken.map(({ id, title }) => ({ id, title }))
  await tx.log.append(memberId, [{ type: 'approvals.interrupted', data: { memberId, obligations } }], now)
  return broken.length
}

/** The approver is back: what stood still goes on. */
export async function resumeApprovals(tx: Writes, memberId: MemberId, now: Instant): Promise<void> {
  for (const approval of await tx.obligations.openOf(memberId, ['approval']))
    if (approval.interruptedAt !== null)
      await tx.obligations.save(
        { ...approval, interruptedAt: null, repairMs: Math.max(0, now - approval.interruptedAt) },
        now,
      )
}
