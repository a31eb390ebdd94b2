import { mayEnter, mayOn } from '#domain/access.ts'
import { keyWorks } from '#domain/integration.ts'
import type { BatchId, MemberId, SessionId } from '#domain/ids.ts'
import { departmentTree } from '#domain/member.ts'
import type { Session } from '#domain/session.ts'
import type { AskedOptions } from '#domain/sign-out/options.ts'
import type { Batch, BatchOutcome, BatchPlan, Writes } from '#domain/store.ts'
import { endSessions } from './end-sessions.ts'
import { makeStricter } from './make-stricter.ts'
import { requireOrg } from './org.ts'
import type { Ports } from './ports.ts'

/** How many sessions are worked off at once; the batch's own row is written once for all of them. */
const CHUNK = 64

/** A batch is worked off by one process. Where that one is gone, another may take over after this time. */
const LEASE_MS = 10_000

/** Takes a batch for whoever runs it, or keeps it; false while another has it. */
export function holdBatch({ clock }: Ports, tx: Writes, id: BatchId, holder: string): Promise<boolean> {
  const now = clock.now()
  return tx.leases.hold(`batch: ${id}`, holder, now, now + LEASE_MS)
}

/**
 * Works a batch off, a chunk at a time: one commit a member, side by side, and then the chunk's outcomes in the batch's row. A chunk that a
 * crash interrupted is worked off again, and what it had ended is known by the batch's id on the sign-out, so nothing is half and nothing is
 * told wrong (quality.md, E11). The caller's roles are read anew for each member (E9). `holder` has the batch's lease.
 */
export async function runBatch(ports: Ports, id: BatchId, holder: string): Promise<void> {
  for (;;) {
    const batch = await ports.store.read.batches.get(id)
    if (!batch || batch.state !== 'running' || batch.plan === null) return
    if (!(await workOff(ports, batch, batch.plan, holder))) return
  }
}

/** False when another process has taken the batch over. */
async function workOff(ports: Ports, batch: Batch, plan: BatchPlan, holder: string): Promise<boolean> {
  const ids = plan.sessions.slice(plan.next, plan.next + CHUNK)
  const byMember = Map.groupBy(await ports.store.read.sessions.many(ids), (session) => session.memberId)
  const ended = await Promise.allSettled(
    [...byMember].map(async ([memberId, sessions]) => {
      const outcomes = await ports.store.write((tx) => endOfMember(ports, tx, batch, plan, memberId, sessions))
      ports.bell.ring(memberId)
      return outcomes
    }),
  )
  for (const result of ended) if (result.status === 'rejected') throw result.reason
  const outcomes = ended.flatMap((result) => (result.status === 'fulfilled' ? result.value : []))
  const place = new Map(ids.map((sessionId, i) => [sessionId, i]))
  const inOrder = outcomes.toSorted((x, y) => (place.get(x.sessionId ?? '') ?? 0) - (place.get(y.sessionId ?? '') ?? 0))
  return ports.store.write(async (tx) => {
    if (!(await holdBatch(ports, tx, batch.id, holder))) return false
    const fresh = await tx.batches.take(batch.id)
    if (fresh?.plan?.next !== plan.next) return false
    await tx.batches.save(progressed(fresh, fresh.plan, plan.next + ids.length, inOrder))
    return true
  })
}

function progressed(batch: Batch, plan: BatchPlan, next: number, outcomes: readonly BatchOutcome[]): Batch {
  const failed = outcomes.filter((outcome) => outcome.code === 'forbidden' || outcome.code === 'not_found').length
  const over = next >= plan.sessions.length
  return {
    ...batch,
    state: over ? 'done' : batch.state,
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
  chosen: readonly Session[],
): Promise<readonly BatchOutcome[]> {
  await tx.log.take(memberId)
  const sessions = await tx.sessions.many(chosen.map((session) => session.id))
  const refused = await refusal(ports, tx, batch, plan, memberId)
  if (refused !== null) return sessions.map((session) => ({ memberId, sessionId: session.id, code: refused }))
  const now = ports.clock.now()
  const asked = plan.asked as AskedOptions
  const active = sessions.filter((session) => session.endedAt === null)
  const before = sessions.filter((session) => session.endedAt !== null)
  const byUs = await endedBy(tx, batch.id, before)
  const ended = before.filter((session) => !byUs.has(session.id))
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
  const codeOf = (session: Session) => (ended.includes(session) ? 'already_ended' : 'done')
  return sessions.map((session) => ({ memberId, sessionId: session.id, code: codeOf(session) }))
}

/** What this batch had ended before a crash. */
async function endedBy(tx: Writes, batchId: BatchId, sessions: readonly Session[]): Promise<ReadonlySet<SessionId>> {
  const signOuts = await tx.signOuts.many(sessions.flatMap(({ signOutId }) => signOutId ?? []))
  return new Set(signOuts.filter((signOut) => signOut.batchId === batchId).map((signOut) => signOut.sessionId))
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
  ports: Ports,
  tx: Writes,
  batch: Batch,
  plan: BatchPlan,
  memberId: MemberId,
): Promise<'forbidden' | 'not_found' | null> {
  const caller = batch.by.id === null ? null : await tx.members.get(batch.by.id)
  const session = await tx.sessions.get(plan.callerSessionId)
  // The admin who signs themselves out in this very batch may finish it: their session ended by it.
  const stillIn =
    session === null
      ? await keyStillWorks(tx, plan.callerSessionId, ports.clock.now())
      : session.endedAt === null || plan.sessions.includes(session.id)
  if (!caller || caller.state !== 'active' || !stillIn) return 'forbidden'
  if (!mayEnter({ roles: caller.roles, scope: null }, 'sign-outs')) return 'forbidden'
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

/** A program's batch goes on for as long as its key is good. */
async function keyStillWorks(tx: Writes, id: string, now: number): Promise<boolean> {
  const key = await tx.integrations.get(id)
  return key !== null && keyWorks(key, now)
}

/** After a start, and every few seconds: what a crash or a fault interrupted goes on, wherever it had begun. */
export async function resumeBatches(ports: Ports): Promise<void> {
  for (const { id } of await ports.store.read.batches.running()) {
    const holder = ports.random.token()
    if (await ports.store.write((tx) => holdBatch(ports, tx, id, holder))) startBatch(ports, id, holder)
  }
}

/** Runs a batch beside everything else. */
export function startBatch(ports: Ports, id: BatchId, holder: string): void {
  runBatch(ports, id, holder).catch((error: unknown) =>
    ports.log.error({ batchId: id, error: String(error) }, 'a batch was stopped by a fault; it goes on soon'),
  )
}
