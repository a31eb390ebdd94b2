import type { Viewer } from '#domain/access.ts'
import { DomainError } from '#domain/errors.ts'
import { changeStep, refusalToAct, type StepRefusal } from '#domain/exit/advance.ts'
import { planOf } from '#domain/exit/procedures.ts'
import { stepOf, type Run, type RunKind, type StepId } from '#domain/exit/run.ts'
import type { RunId } from '#domain/ids.ts'
import { ORG_STREAM } from '#domain/log.ts'
import { adminActor } from '../actor.ts'
import { requireStepUp } from '../authorise.ts'
import { takeAll } from '../obligation/settle-obligations.ts'
import type { Ports } from '../ports.ts'
import { authoriseRun } from './authorise-run.ts'
import { conditionsOf, refuseUnmet } from './conditions.ts'
import { continueHandOver, handOver, supervisor } from './customer-steps.ts'
import { clearDevices, disable, signOutAdmin } from './device-steps.ts'
import { apiAccess, approvals, lastCheck, reclaim, successor } from './duty-steps.ts'
import { makeBackup } from './make-backup.ts'
import { recordRun } from './record-run.ts'
import { refreshed, subjectOf } from './refresh-run.ts'
import { remove } from './remove-step.ts'
import { reviewOf } from './review.ts'
import type { StepAct, StepAsk, StepContext, StepDone } from './step-context.ts'

/** What each step of each procedure does; the steps of a closing are below, for it has no subject. */
const ACTS: Record<Exclude<RunKind, 'closing'>, Readonly<Partial<Record<StepId, StepAct>>>> = {
  'admin-exit': { approvals, 'api-access': apiAccess, successor, 'sign-out': signOutAdmin },
  offboarding: { disable, 'clear-devices': clearDevices, 'hand-over': handOver, supervisor, reclaim, remove },
  'last-checks': {
    messages: lastCheck('messages'),
    meetings: lastCheck('meetings'),
    'third-party': lastCheck('third-party'),
    'api-access': lastCheck('api-access'),
  },
}

/** A refusal of the engine as one of the product: 409, with what is waited for. */
export function refuseStep(refusal: StepRefusal | null): void {
  if (refusal === null) return
  const { code, ...data } = refusal
  throw new DomainError(code, data)
}

/** The step, or `not_found`. */
export function knownStep(run: Run, step: string): StepId {
  const found = run.steps.find(({ id }) => id === step)
  if (!found) throw new DomainError('not_found')
  return found.id
}

/**
 * Acts on a step. The order is kept here, whatever a page shows. Throws `not_found`, `forbidden`, `step_up_required`, `step_locked {needs}`,
 * `already_done`, and what the step itself finds. `again`: a retry, of one that failed or waits.
 */
export async function actOnStep(
  ports: Ports,
  viewer: Viewer,
  id: RunId,
  step: string,
  ask: StepAsk,
  again = false,
): Promise<Run> {
  const { run: seen } = await authoriseRun(ports.store.read, viewer, 'run', id)
  const stepId = knownStep(seen, step)
  if (planOf(seen.kind, stepId).stepUp) requireStepUp(viewer, ports.clock.now())
  const makes = seen.kind === 'closing' ? seen.state === 'running' : refusalToAct(seen, stepId) === null
  const made = stepId === 'backup' && makes ? await makeBackup(ports, seen) : null
  const { run, streams } = await ports.store.write(async (tx) => {
    const locked = await takeAll(tx, [ORG_STREAM, seen.subjectId, ask.to ?? null])
    await tx.log.take(id)
    const { run: before } = await authoriseRun(tx, viewer, 'run', id)
    const now = ports.clock.now()
    const run = await refreshed(tx, before, await subjectOf(tx, before), now)
    const { state } = stepOf(run, stepId)
    if (again && state !== 'failed' && state !== 'waiting') throw new DomainError('wrong_state', { state })
    const context = { ports, tx, viewer, by: adminActor(viewer), run, ask, now, file: made?.file ?? null }
    const { change, run: more } = await done(context, stepId, made?.asOf ?? null)
    const acted = { ...changeStep(run, stepId, change, now), ...more }
    const subject = await subjectOf(tx, run)
    return { run: await recordRun(tx, before, await refreshed(tx, acted, subject, now), now), streams: [...locked, id] }
  })
  for (const stream of streams) ports.bell.ring(stream)
  if (stepId !== 'hand-over') return run
  await continueHandOver(ports, id)
  return (await ports.store.read.runs.get(id)) ?? run
}

async function done(context: StepContext, id: StepId, asOf: number | null): Promise<StepDone> {
  const { tx, run } = context
  // A condition is looked up, not done: to ask again is harmless, and a backup may be made anew.
  const again = run.kind === 'closing' && (id === 'members' || id === 'bills' || id === 'backup')
  if (id === 'submit') refuseUnmet(await conditionsOf(tx, run))
  if (!again || run.state !== 'running') refuseStep(refusalToAct(run, id))
  if (id === 'backup') return backedUp(context, asOf)
  if (run.kind === 'closing') return closingStep(context, id)
  const subject = await subjectOf(tx, run)
  const act = ACTS[run.kind][id]
  if (!act || !subject) throw new DomainError('not_found')
  return act(context, subject)
}

async function backedUp({ tx, by, file, run }: StepContext, asOfMs: number | null): Promise<StepDone> {
  if (file === null) throw new DomainError('unavailable', {}, 'the run moved while its backup was made')
  await tx.runs.insertFile(file)
  const { id: fileId, rows, bytes, sha256, expiresAt } = file
  const evidence = { fileId, rows, bytes, sha256, expiresAt: new Date(expiresAt).toISOString(), verified: true }
  const more = run.kind === 'closing' ? { asOfMs } : {}
  return { change: { state: 'done', by, progress: { done: 1, of: 1 }, evidence: { ...evidence, ...more } } }
}

/** What an owner does in a closing: submit it. The review passes by itself and is decided on; closing follows from that. */
async function closingStep({ ports, tx, by, run, now }: StepContext, id: StepId): Promise<StepDone> {
  const step = stepOf(run, id)
  if (id === 'submit') {
    const review = await reviewOf(ports, tx, now)
    return { change: { state: 'done', by, evidence: { ...review } }, run: { review } }
  }
  if (id === 'review' || id === 'close') throw new DomainError('step_locked', { needs: ['review'] })
  return { change: { state: step.state === 'done' ? 'done' : 'open', progress: step.progress } }
}
