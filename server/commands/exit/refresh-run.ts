import { arrange, changeStep, type StepChange } from '#domain/exit/advance.ts'
import { stepOf, type Run, type Step, type StepId } from '#domain/exit/run.ts'
import type { Instant } from '#domain/ids.ts'
import type { Member } from '#domain/member.ts'
import { ORG_STREAM } from '#domain/log.ts'
import { isOpen } from '#domain/sign-out/sign-out.ts'
import type { Reads, Writes } from '#domain/store.ts'
import { SYSTEM } from '../actor.ts'
import { takeAll } from '../obligation/settle-obligations.ts'
import type { Ports } from '../ports.ts'
import { conditionsOf, withConditions } from './conditions.ts'
import { recordRun } from './record-run.ts'

const CUSTOMERS = ['customer', 'customer-group'] as const

/** The run as the facts have it now: what others do to sign-outs, obligations and members moves its steps (issue 5, part 2). Pure but for reading. */
export async function refreshed(tx: Reads, run: Run, subject: Member | null, now: Instant): Promise<Run> {
  if (run.state !== 'running') return run
  switch (run.kind) {
    case 'offboarding':
      return subject ? offboardingNow(tx, run, subject, now) : run
    case 'admin-exit':
      return subject ? adminExitNow(tx, run, subject, now) : run
    case 'closing':
      return withConditions(run, await conditionsOf(tx, run), now)
    case 'last-checks':
      return run
  }
}

/** Brings a run up to date and stores what moved; from a job, and whenever somebody looks. */
export async function refreshRun(ports: Ports, id: string): Promise<void> {
  const seen = await ports.store.read.runs.get(id)
  if (seen?.state !== 'running') return
  const quick = await refreshed(ports.store.read, seen, await subjectOf(ports.store.read, seen), ports.clock.now())
  if (quick === seen) return
  const moved = await ports.store.write(async (tx) => {
    await takeAll(tx, [ORG_STREAM, seen.subjectId])
    await tx.log.take(id)
    const run = await tx.runs.get(id)
    if (!run) return false
    return (await storeRefreshed(tx, run, ports.clock.now())) !== run
  })
  if (moved) ports.bell.ring(id)
}

/** The same inside a write that has taken the run's streams. */
export async function storeRefreshed(tx: Writes, run: Run, now: Instant): Promise<Run> {
  const next = await refreshed(tx, run, await subjectOf(tx, run), now)
  if (next === run) return run
  const stopped = run.review !== null && next.review === null
  const unmet = stopped ? (await conditionsOf(tx, next)).filter(({ met }) => !met) : []
  return recordRun(tx, run, next, now, stopped ? [{ type: 'run.review-stopped', data: { runId: run.id, unmet } }] : [])
}

export async function subjectOf(reads: Reads, { subjectId }: Run): Promise<Member | null> {
  return subjectId === null ? null : reads.members.get(subjectId)
}

async function offboardingNow(tx: Reads, run: Run, subject: Member, now: Instant): Promise<Run> {
  let next = run
  const enabled = subject.state === 'active' || subject.state === 'invited'
  if (enabled && stepOf(next, 'disable').state === 'done')
    next = changeStep(next, 'disable', { state: 'open', reason: 'reinstated' }, now)
  next = await devicesNow(tx, next, 'clear-devices', now)
  next = await handOverNow(tx, next, subject, now)
  return supervisorNow(next, subject, now)
}

async function adminExitNow(tx: Reads, run: Run, subject: Member, now: Instant): Promise<Run> {
  let next = run
  for (const [id, kind] of [
    ['approvals', 'approval'],
    ['api-access', 'api-grant'],
  ] as const) {
    const open = (await tx.obligations.openOf(subject.id, [kind])).length
    next = counted(next, id, open, now)
    if (open > 0 && stepOf(next, id).state === 'done') next = changeStep(next, id, { state: 'open' }, now)
  }
  return devicesNow(tx, next, 'sign-out', now)
}

/** A step that waits for devices moves with their confirmations; one that was given up on is closed for it too. */
async function devicesNow(tx: Reads, run: Run, id: StepId, now: Instant): Promise<Run> {
  const step = stepOf(run, id)
  if (step.state !== 'waiting' && step.state !== 'failed') return run
  const ids = step.evidence?.['signOuts']
  const signOuts = await tx.signOuts.many(Array.isArray(ids) ? ids.map(String) : [])
  const done = signOuts.filter(({ state }) => !isOpen(state)).length
  const failed = signOuts.some(({ state }) => state === 'failed')
  const state = done === signOuts.length ? 'done' : failed ? 'failed' : 'waiting'
  return changed(run, step, { state, progress: { done, of: signOuts.length } }, now)
}

/** Customers by where they are: handed over in this run, waited for, still to be given, refused. */
export async function handOverCounts(tx: Reads, run: Run, subjectId: string) {
  const left = await tx.obligations.openOf(subjectId, CUSTOMERS)
  const handed = await tx.obligations.handedTo(subjectId)
  const done = handed.filter((one) => one.state === 'settled' && (one.settled?.at ?? 0) >= run.startedAt).length
  const waiting = left.filter(({ state }) => state === 'waiting').length
  const back = left.filter(({ state, outcome }) => state === 'open' && outcome !== null)
  const refused = back.length
  const full = back.every(({ outcome }) => outcome === 'taker-full')
  const untouched = left.length - waiting - refused
  return { done, waiting, refused, full, untouched, of: done + left.length }
}

async function handOverNow(tx: Reads, run: Run, subject: Member, now: Instant): Promise<Run> {
  const step = stepOf(run, 'hand-over')
  const { done, waiting, refused, full, untouched, of } = await handOverCounts(tx, run, subject.id)
  const progress = { done, of }
  if (step.state === 'done' && done < of) {
    // Somebody gave the leaver a customer again: what was signed off was not all.
    const again = changeStep(run, 'hand-over', { state: 'open', progress }, now)
    return stepOf(again, 'supervisor').state === 'done'
      ? { ...changeStep(again, 'supervisor', { state: 'open' }, now), supervisorId: null }
      : again
  }
  if (step.state === 'waiting' || step.state === 'failed') {
    const stuck = step.state === 'failed' && untouched > 0
    const state = done === of ? 'done' : stuck || (waiting === 0 && untouched === 0) ? 'failed' : 'waiting'
    const back = full ? 'taker-full' : 'refused'
    const reason = state !== 'failed' ? null : refused > 0 && untouched === 0 ? back : step.reason
    return changed(run, step, { state, progress, reason }, now)
  }
  return step.state === 'done' || step.state === 'waived' ? run : counted(run, 'hand-over', of, now, done)
}

/** Who handles no customers needs nobody to sign that they were handed over (mission.md, C7). */
function supervisorNow(run: Run, subject: Member, now: Instant): Run {
  const step = stepOf(run, 'supervisor')
  const needed = subject.handlesCustomers || stepOf(run, 'hand-over').progress.of > 0
  const notNeeded = step.state === 'waived' && step.by?.kind === 'system'
  if (needed && notNeeded) return changeStep(run, 'supervisor', { state: 'open' }, now)
  if (needed || (step.state !== 'open' && step.state !== 'locked')) return run
  const waived: Step = { ...step, state: 'waived', by: SYSTEM, reason: 'no-customers', at: now }
  return arrange({ ...run, steps: run.steps.map((one) => (one === step ? waived : one)) }, now)
}

/** Only what differs is a change. */
function changed(run: Run, step: Step, change: StepChange, now: Instant): Run {
  const { state, progress = step.progress, reason = null } = change
  const same =
    state === step.state &&
    progress.done === step.progress.done &&
    progress.of === step.progress.of &&
    reason === step.reason
  return same ? run : changeStep(run, step.id, change, now)
}

/** How much there is to do, shown before anybody has begun. It moves no state and no time. */
export function counted(run: Run, id: StepId, of: number, now: Instant, done = 0): Run {
  const step = stepOf(run, id)
  if (step.state !== 'open' && step.state !== 'locked') return run
  if (step.progress.of === of && step.progress.done === done) return run
  const progress = { done, of }
  return arrange({ ...run, steps: run.steps.map((one) => (one === step ? { ...one, progress } : one)) }, now)
}
