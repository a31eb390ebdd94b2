import { mayOn } from '#domain/access.ts'
import type { BatchId, MemberId } from '#domain/ids.ts'
import { departmentTree } from '#domain/member.ts'
import type { Session } from '#domain/session.ts'
import type { AskedOptions } from '#domain/sign-out/options.ts'
import type { Batch, BatchOutcome, BatchPlan, Writes } from '#domain/store.ts'
import { endSessions } from './end-sessions.ts'
import { makeStricter } from './make-stricter.ts'
import { requireOrg } from './org.ts'
import type { Ports } from './ports.ts'

/**
 * Works a batch off: one commit a member, in which the batch's own progress is written too, so that a crash leaves nothing half and resumes
 * where it stopped (quality.md, E11). The caller's roles are read anew for each member (E9).
 */
export async function runBatch(ports: Ports, id: BatchId): Promise<void> {
  for (;;) {
    const batch = await ports.store.read.batches.get(id)
    if (!batch || batch.state !== 'running' || batch.plan === null) return
    const memberId = await nextMember(ports, batch.plan)
    const rang = await ports.store.write((tx) => step(ports, tx, id, memberId))
    if (rang !== null) ports.bell.ring(rang)
  }
}

async function nextMember(ports: Ports, plan: BatchPlan): Promise<MemberId | null> {
  const id = plan.sessions[plan.next]
  const session = id === undefined ? null : await ports.store.read.sessions.get(id)
  return session?.memberId ?? null
}

/** Ends what the batch has of one member: a run of neighbouring sessions in its plan. Returns the stream to ring for. */
async function step(ports: Ports, tx: Writes, id: BatchId, memberId: MemberId | null): Promise<MemberId | null> {
  if (memberId !== null) await tx.log.take(memberId)
  const batch = await tx.batches.get(id)
  if (!batch || batch.state !== 'running' || batch.plan === null) return null
  const { plan } = batch
  const ids = plan.sessions.slice(plan.next, plan.next + 100)
  const sessions = new Map((await tx.sessions.many(ids)).map((session) => [session.id, session]))
  const mine: string[] = []
  for (const sessionId of ids) {
    const owner = sessions.get(sessionId)?.memberId ?? null
    if (owner !== null && owner !== memberId) break
    mine.push(sessionId)
  }
  const own = mine.flatMap((sessionId) => sessions.get(sessionId) ?? [])
  const outcomes = memberId === null ? [] : await endOfMember(ports, tx, batch, plan, memberId, own)
  await tx.batches.save(progressed(batch, plan, plan.next + mine.length, outcomes))
  return memberId
}

function progressed(batch: Batch, plan: BatchPlan, next: number, outcomes: readonly BatchOutcome[]): Batch {
  const failed = outcomes.filter((outcome) => outcome.code === 'forbidden' || outcome.code === 'not_found').length
  const over = next >= plan.sessions.length
  return {
    ...batch,
    state: over ? 'done' : 'running',
    done: batch.done + outcomes.length - failed,
    failed: batch.failed + failed,
    plan: over ? null : { ...plan, next },
    outcomes: [...batch.outcomes, ...outcomes],
  }
}

async function endOfMember(
  ports: Ports,
  tx: Writes,
  batch: Batch,
  plan: BatchPlan,
  memberId: MemberId,
  sessions: readonly Session[],
): Promise<readonly BatchOutcome[]> {
  const refused = await refusal(tx, batch, plan, memberId)
  if (refused !== null) return sessions.map((session) => ({ memberId, sessionId: session.id, code: refused }))
  const now = ports.clock.now()
  const asked = plan.asked as AskedOptions
  const active = sessions.filter((session) => session.endedAt === null)
  const ended = sessions.filter((session) => session.endedAt !== null)
  const common = {
    memberId,
    by: batch.by,
    reason: plan.reason,
    asked,
    batchId: batch.id,
    callerDeviceId: null,
    forced: true,
    approver: null,
    now,
  }
  await endSessions(ports, tx, { ...common, sessions: active })
  await makeStricter(ports, tx, memberId, ended, asked, now)
  if (ended.length > 0) await nameBoth(tx, batch, memberId, ended, now)
  return [
    ...active.map((session) => ({ memberId, sessionId: session.id, code: 'done' })),
    ...ended.map((session) => ({ memberId, sessionId: session.id, code: 'already_ended' })),
  ]
}

/** Asked by two admins at once: one sign-out, and the audit names both (quality.md, E1). */
async function nameBoth(
  tx: Writes,
  batch: Batch,
  memberId: MemberId,
  ended: readonly Session[],
  now: number,
): Promise<void> {
  const entries = ended.map(({ id: sessionId, deviceId, signOutId }) => ({
    type: 'sign-out.asked-again',
    data: { signOutId, deviceId, sessionId, by: batch.by, reason: batch.plan?.reason ?? null },
  }))
  await tx.log.append(memberId, entries, now)
}

async function refusal(
  tx: Writes,
  batch: Batch,
  plan: BatchPlan,
  memberId: MemberId,
): Promise<'forbidden' | 'not_found' | null> {
  const caller = batch.by.id === null ? null : await tx.members.get(batch.by.id)
  const session = await tx.sessions.get(plan.callerSessionId)
  // The admin who signs themselves out in this very batch may finish it: their session ended by it.
  const stillIn = session !== null && (session.endedAt === null || plan.sessions.includes(session.id))
  if (!caller || caller.state !== 'active' || !stillIn) return 'forbidden'
  const member = await tx.members.get(memberId)
  if (!member) return 'not_found'
  const { policy } = await requireOrg(tx.org)
  const scope =
    caller.scopeDepartmentId === null ? null : departmentTree(caller.scopeDepartmentId, await tx.members.departments())
  const { departmentId, roles } = member
  const verdict = mayOn({ roles: caller.roles, scope }, 'force', { memberId, departmentId, roles }, policy)
  if (verdict === 'yes') return null
  return verdict === 'hidden' ? 'not_found' : 'forbidden'
}

/** After a start: what a crash interrupted goes on. */
export async function resumeBatches(ports: Ports): Promise<void> {
  for (const batch of await ports.store.read.batches.running()) await runBatch(ports, batch.id)
}
