import type { RunKind, RunPath, Step, StepId } from './run.ts'

/**
 * What sort of thing a step is: done by the machine, looked up by it, done by a person, a time that must pass, or another person's word.
 * `final` cannot be taken back, so a run with a final step done cannot be cancelled; `stepUp` ends or removes something.
 */
export type StepSort = 'act' | 'check' | 'person' | 'time' | 'sign-off'
export type StepPlan = {
  readonly id: StepId
  readonly sort: StepSort
  readonly needs: readonly StepId[]
  readonly waivable: boolean
  readonly stepUp: boolean
  readonly final: boolean
}

const plan = (id: StepId, sort: StepSort, more: Partial<StepPlan> = {}): StepPlan => ({
  id,
  sort,
  needs: [],
  waivable: true,
  stepUp: false,
  final: false,
  ...more,
})
const kept = { waivable: false } as const
const ends = { waivable: false, stepUp: true, final: true } as const

/** The procedures as data: steps in order, what each waits for (guide statements 5.1 to 8.6, C4, C5, C7). */
export const PROCEDURES: Record<RunKind, readonly StepPlan[]> = {
  'admin-exit': [
    plan('approvals', 'act', kept),
    plan('backup', 'act'),
    plan('api-access', 'act', kept),
    plan('successor', 'person', kept),
    plan('sign-out', 'act', { ...ends, needs: ['approvals', 'backup', 'api-access', 'successor'] }),
  ],
  offboarding: [
    plan('disable', 'act', { waivable: false, stepUp: true }),
    plan('clear-devices', 'act', { needs: ['disable'], stepUp: true }),
    plan('hand-over', 'act', { needs: ['disable'] }),
    plan('supervisor', 'sign-off', { ...kept, needs: ['hand-over'] }),
    plan('reclaim', 'act', { needs: ['disable'] }),
    plan('remove', 'act', { ...ends, needs: ['disable', 'clear-devices', 'hand-over', 'supervisor', 'reclaim'] }),
  ],
  'last-checks': [
    plan('messages', 'act'),
    plan('meetings', 'act'),
    plan('third-party', 'act'),
    plan('api-access', 'act'),
  ],
  closing: [
    plan('members', 'check', kept),
    plan('bills', 'check', kept),
    plan('backup', 'act', kept),
    plan('submit', 'person', { waivable: false, stepUp: true, needs: ['members', 'bills', 'backup'] }),
    plan('review', 'time', { ...kept, needs: ['submit'] }),
    plan('close', 'act', { ...ends, needs: ['review'] }),
  ],
}

export function planOf(kind: RunKind, id: StepId): StepPlan {
  const found = PROCEDURES[kind].find((step) => step.id === id)
  if (!found) throw new Error(`${kind} has no step ${id}`)
  return found
}

/** A procedure as an organisation has written it: more order and notes than ours, never less (guide statement C6). */
export type Template = {
  readonly kind: RunKind
  readonly version: number
  readonly steps: readonly TemplateStep[]
}
export type TemplateStep = {
  readonly id: StepId
  readonly needs: readonly StepId[]
  readonly waivable: boolean
  readonly note: string | null
}

/** Version 1: the procedure as it comes. */
export function defaultTemplate(kind: RunKind): Template {
  return {
    kind,
    version: 1,
    steps: PROCEDURES[kind].map(({ id, needs, waivable }) => ({ id, needs, waivable, note: null })),
  }
}

export type TemplateFault = 'steps_differ' | 'need_missing' | 'unknown_need' | 'not_waivable' | 'circle'

/** What is wrong with a template: its steps are not the procedure's, it takes away an order or a duty, or it waits for itself. */
export function templateFault(
  kind: RunKind,
  steps: readonly TemplateStep[],
): { step: string; code: TemplateFault } | null {
  const plans = PROCEDURES[kind]
  if (steps.length !== plans.length || plans.some(({ id }, i) => steps[i]?.id !== id))
    return { step: '', code: 'steps_differ' }
  for (const [i, step] of steps.entries()) {
    const own = plans[i]
    if (own?.needs.some((id) => !step.needs.includes(id))) return { step: step.id, code: 'need_missing' }
    if (step.needs.some((id) => !plans.some((other) => other.id === id))) return { step: step.id, code: 'unknown_need' }
    if (step.waivable && own?.waivable === false) return { step: step.id, code: 'not_waivable' }
    // Steps are in order and wait only for earlier ones: so nothing waits for itself.
    if (step.needs.some((id) => plans.findIndex((other) => other.id === id) >= i))
      return { step: step.id, code: 'circle' }
  }
  return null
}

/** The steps a run begins with. Departed: the member is removed before the customers are handed over (guide statement 6.5). */
export function beginSteps(template: Template, path: RunPath | null): readonly Step[] {
  const departed = path === 'departed'
  const steps: Step[] = template.steps.map(({ id, needs, waivable, note }) => ({
    id,
    state: 'locked',
    needs: departed ? departedNeeds(id, needs) : needs,
    waivable,
    progress: { done: 0, of: 0 },
    by: null,
    at: null,
    reason: null,
    evidence: null,
    note,
  }))
  return departed ? inDepartedOrder(steps) : steps
}

function departedNeeds(id: StepId, needs: readonly StepId[]): readonly StepId[] {
  if (id === 'remove') return needs.filter((need) => need !== 'hand-over' && need !== 'supervisor')
  return id === 'hand-over' ? [...needs, 'remove'] : needs
}

function inDepartedOrder(steps: readonly Step[]): readonly Step[] {
  const after = new Set<StepId>(['hand-over', 'supervisor'])
  return [...steps.filter(({ id }) => !after.has(id)), ...steps.filter(({ id }) => after.has(id))]
}
