import type { Instant, MemberId, RunId } from '../ids.ts'
import type { Actor } from '../sign-out/sign-out.ts'

/** The four procedures (protocol.md, part 9). */
export const RUN_KINDS = ['admin-exit', 'offboarding', 'last-checks', 'closing'] as const
export type RunKind = (typeof RUN_KINDS)[number]
export const RUN_PATHS = ['on-job', 'departed'] as const
export type RunPath = (typeof RUN_PATHS)[number]
export const RUN_STATES = ['running', 'done', 'cancelled'] as const
export type RunState = (typeof RUN_STATES)[number]
export const STEP_STATES = ['locked', 'open', 'waiting', 'failed', 'done', 'waived'] as const
export type StepState = (typeof STEP_STATES)[number]

export const STEP_IDS = [
  'approvals',
  'backup',
  'api-access',
  'successor',
  'sign-out',
  'disable',
  'clear-devices',
  'hand-over',
  'supervisor',
  'reclaim',
  'remove',
  'messages',
  'meetings',
  'third-party',
  'members',
  'bills',
  'submit',
  'review',
  'close',
] as const
export type StepId = (typeof STEP_IDS)[number]

export type Evidence = Readonly<Record<string, unknown>>

export type Step = {
  readonly id: StepId
  readonly state: StepState
  /** The steps that must be done or waived before this one opens. */
  readonly needs: readonly StepId[]
  readonly waivable: boolean
  readonly progress: { readonly done: number; readonly of: number }
  readonly by: Actor | null
  readonly at: Instant | null
  readonly reason: string | null
  readonly evidence: Evidence | null
  /** What the organisation's template says about this step. */
  readonly note: string | null
}

/** A closing's time of review: days of the Chinese calendar, `YYYY-MM-DD` in Asia/Shanghai. */
export type Review = { readonly submittedAt: string; readonly earliest: string; readonly latest: string }

export type Run = {
  readonly id: RunId
  readonly kind: RunKind
  /** Null for the company's closing. */
  readonly subjectId: MemberId | null
  readonly path: RunPath | null
  readonly state: RunState
  readonly templateVersion: number
  readonly steps: readonly Step[]
  readonly startedBy: Actor
  readonly startedAt: Instant
  readonly closedAt: Instant | null
  /** Why it was cancelled. */
  readonly reason: string | null
  /** Who signs off the hand-over, once named. */
  readonly supervisorId: MemberId | null
  readonly review: Review | null
}

export function stepOf(run: Run, id: StepId): Step {
  const step = run.steps.find((candidate) => candidate.id === id)
  if (!step) throw new Error(`a run of kind ${run.kind} has no step ${id}`)
  return step
}

/** Whether others need not wait for it any more. */
export function isOver(state: StepState): boolean {
  return state === 'done' || state === 'waived'
}

/** The needs of a step that are not over. */
export function unmet(run: Run, step: Step): readonly StepId[] {
  return step.needs.filter((id) => {
    const needed = run.steps.find((candidate) => candidate.id === id)
    return needed !== undefined && !isOver(needed.state)
  })
}
