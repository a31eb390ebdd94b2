import { DomainError, isDomainError } from '#domain/errors.ts'
import { changeStep } from '#domain/exit/advance.ts'
import { stepOf, type Run } from '#domain/exit/run.ts'
import { ORG_STREAM } from '#domain/log.ts'
import type { Obligation } from '#domain/obligation/obligation.ts'
import type { Reads } from '#domain/store.ts'
import { HAND_OVER_BATCH, settleIn, takeAll } from '../obligation/settle-obligations.ts'
import type { Ports } from '../ports.ts'
import { recordRun } from './record-run.ts'
import { handOverCounts, refreshed, subjectOf } from './refresh-run.ts'
import { namedMember, type StepAct } from './step-context.ts'

const CUSTOMERS = ['customer', 'customer-group'] as const

/** Customers that nobody has been asked to take yet: what was refused waits for another decision. */
async function untouchedOf(reads: Reads, ownerId: string, limit?: number): Promise<readonly Obligation[]> {
  const open = await reads.obligations.openOf(ownerId, CUSTOMERS)
  return open.filter(({ state, outcome }) => state === 'open' && outcome === null).slice(0, limit)
}

/**
 * Hand the customers over: what is still open goes to `to`, refused ones too, in batches that go on by themselves (guide statement 6.4).
 * Done when nothing is open; only then nobody need be named.
 */
export const handOver: StepAct = async (context, subject) => {
  const { tx, run, by, ask, now } = context
  const left = await tx.obligations.openOf(subject.id, CUSTOMERS)
  const progress = await progressOf(tx, run, subject.id)
  if (left.length === 0) return { change: { state: 'done', by, progress, evidence: { to: null } } }
  if (left.every(({ state }) => state === 'waiting')) return { change: { state: 'waiting', by, progress } }
  const taker = await namedMember(context, 'to', ask.to)
  for (const item of left)
    if (item.state === 'open' && item.outcome !== null) await tx.obligations.save({ ...item, outcome: null }, now)
  const earlier = stepOf(run, 'hand-over').evidence?.['takers']
  const takers = [...new Set([...(Array.isArray(earlier) ? earlier.map(String) : []), taker.id])]
  return { change: { state: 'waiting', by, progress, evidence: { to: taker.id, takers, batch: HAND_OVER_BATCH } } }
}

async function progressOf(reads: Reads, run: Run, ownerId: string) {
  const { done, of } = await handOverCounts(reads, run, ownerId)
  return { done, of }
}

/**
 * The next batches of a hand-over, one commit each, until nothing is left or its taker cannot take any more. Whoever calls it, and however
 * often: each batch looks again at what is left, so a crash loses nothing and nothing is handed over twice.
 */
export async function continueHandOver(ports: Ports, runId: string): Promise<void> {
  while (await handOverBatch(ports, runId));
}

async function handOverBatch(ports: Ports, runId: string): Promise<boolean> {
  const seen = await ports.store.read.runs.get(runId)
  const to = seen ? takerOf(seen) : null
  if (!seen || to === null || seen.subjectId === null) return false
  const subjectId = seen.subjectId
  if ((await untouchedOf(ports.store.read, subjectId, 1)).length === 0) return false
  const more = await ports.store.write(async (tx) => {
    await takeAll(tx, [ORG_STREAM, subjectId, to])
    await tx.log.take(runId)
    const run = await tx.runs.get(runId)
    const by = run ? stepOf(run, 'hand-over').by : null
    if (!run || by === null || takerOf(run) !== to) return false
    const now = ports.clock.now()
    const items = await untouchedOf(tx, subjectId, HAND_OVER_BATCH)
    const fault = await tryToSettle(() => settleIn(ports, tx, items, { act: 'hand-over', to }, by, now))
    const stopped = fault === null ? run : changeStep(run, 'hand-over', { state: 'failed', reason: fault }, now)
    await recordRun(tx, run, await refreshed(tx, stopped, await subjectOf(tx, run), now), now)
    return fault === null
  })
  for (const stream of [subjectId, to, runId]) ports.bell.ring(stream)
  return more
}

/** Who takes the customers, while a hand-over is under way. */
function takerOf(run: Run): string | null {
  if (run.kind !== 'offboarding' || run.state !== 'running') return null
  const { state, evidence } = stepOf(run, 'hand-over')
  const to = evidence?.['to']
  return state === 'waiting' && typeof to === 'string' ? to : null
}

/** A refusal is found before anything is written, so it leaves nothing behind in this write. */
async function tryToSettle(work: () => Promise<unknown>): Promise<string | null> {
  try {
    await work()
    return null
  } catch (error) {
    if (isDomainError(error) && error.code !== 'unavailable') return error.code
    throw error
  }
}

/** Who signs that the customers were handed over: neither leaver, nor taker, nor who acts (mission.md, C7). */
export const supervisor: StepAct = async (context, subject) => {
  const { ports, tx, run, viewer, by, ask, now } = context
  const named = await namedMember(context, 'supervisorId', ask.supervisorId)
  await refuseInvolved(tx, run, named.id, [viewer.memberId])
  const told = { memberId: named.id, key: `sign-off:${run.id}`, kind: 'message' as const }
  const data = { runId: run.id, subject: { id: subject.id, name: subject.name }, purpose: 'sign-off' }
  await tx.notices.add([{ ...told, data, id: ports.random.id('notice') }], now)
  return {
    change: {
      state: 'waiting',
      by,
      progress: { done: 0, of: 1 },
      evidence: { supervisorId: named.id, name: named.name },
    },
    run: { supervisorId: named.id },
  }
}

/** Throws `same_person` for who takes customers over, who gave them, or who acts here. */
export async function refuseInvolved(
  reads: Reads,
  run: Run,
  memberId: string,
  acting: readonly (string | null)[],
): Promise<void> {
  const handed = run.subjectId === null ? [] : await reads.obligations.handedTo(run.subjectId)
  const takers = handed.map(({ settled }) => settled?.to ?? null)
  const involved = [run.subjectId, ...takers, ...acting, stepOf(run, 'hand-over').by?.id ?? null]
  if (involved.includes(memberId)) throw new DomainError('same_person')
}
