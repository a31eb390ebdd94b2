import type { Instant } from '../ids.ts'
import type { Actor } from '../sign-out/sign-out.ts'
import { planOf } from './procedures.ts'
import { isOver, stepOf, unmet, type Evidence, type Run, type Step, type StepId } from './run.ts'

export type StepRefusal =
  | { readonly code: 'step_locked'; readonly needs: readonly StepId[] }
  | { readonly code: 'already_done' }
  | { readonly code: 'not_waivable' }
  | { readonly code: 'wrong_state'; readonly state: string }

/** Opens what waits for nothing any more, locks again what waits anew, and ends the run with its last step. Pure; a fixed point. */
export function arrange(run: Run, now: Instant): Run {
  if (run.state !== 'running') return run
  const steps = run.steps.map((step): Step => {
    if (step.state !== 'locked' && step.state !== 'open') return step
    const state = unmet(run, step).length > 0 ? 'locked' : 'open'
    return state === step.state ? step : { ...step, state }
  })
  const over = steps.every((step) => isOver(step.state))
  if (!over && steps.every((step, i) => step === run.steps[i])) return run
  return { ...run, steps, ...(over ? { state: 'done' as const, closedAt: now } : {}) }
}

/** Why a step may not be acted on now: order is the server's, not the page's (issue 5, part 2). Null when it may. */
export function refusalToAct(run: Run, id: StepId): StepRefusal | null {
  const step = stepOf(run, id)
  // What the system waived because it was not needed may still be done by somebody who wants it.
  const notNeeded = step.state === 'waived' && step.by?.kind === 'system'
  if (step.state === 'done' || (step.state === 'waived' && !notNeeded)) return { code: 'already_done' }
  if (run.state !== 'running') return { code: 'wrong_state', state: run.state }
  const needs = unmet(run, step)
  return needs.length > 0 ? { code: 'step_locked', needs } : null
}

export type StepChange = {
  readonly state: 'waiting' | 'failed' | 'done' | 'open'
  readonly progress?: { readonly done: number; readonly of: number }
  readonly by?: Actor
  readonly reason?: string | null
  readonly evidence?: Evidence | null
}

/** A step after something happened to it; what depends on it follows. Returns the same run when nothing changes. */
export function changeStep(run: Run, id: StepId, change: StepChange, now: Instant): Run {
  const before = stepOf(run, id)
  const { state, progress = before.progress, by = before.by, reason = null, evidence = before.evidence } = change
  const same =
    state === before.state &&
    progress.done === before.progress.done &&
    progress.of === before.progress.of &&
    reason === before.reason &&
    evidence === before.evidence
  if (same) return run
  return arrange(replaced(run, { ...before, state, progress, by, reason, evidence, at: now }), now)
}

/** Why a step may not be waived; null when it may. One that waits for others may be waived all the same. */
export function refusalToWaive(run: Run, id: StepId): StepRefusal | null {
  const step = stepOf(run, id)
  if (isOver(step.state)) return { code: 'already_done' }
  if (run.state !== 'running') return { code: 'wrong_state', state: run.state }
  return step.waivable ? null : { code: 'not_waivable' }
}

export function waiveStep(run: Run, id: StepId, by: Actor, reason: string, now: Instant): Run {
  return arrange(replaced(run, { ...stepOf(run, id), state: 'waived', by, reason, at: now }), now)
}

/** Why a run may not be cancelled: it is over, or something final was done. */
export function refusalToCancel(run: Run): StepRefusal | null {
  if (run.state !== 'running') return { code: 'wrong_state', state: run.state }
  const final = run.steps.find((step) => step.state === 'done' && planOf(run.kind, step.id).final)
  return final ? { code: 'already_done' } : null
}

export function cancelRun(run: Run, reason: string, now: Instant): Run {
  return { ...run, state: 'cancelled', closedAt: now, reason, review: null }
}

function replaced(run: Run, step: Step): Run {
  return { ...run, steps: run.steps.map((other) => (other.id === step.id ? step : other)) }
}
