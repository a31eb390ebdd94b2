import { assert, constantFrom, array, integer, property, record } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { arrange, cancelRun, changeStep, refusalToAct, refusalToCancel, refusalToWaive, waiveStep } from './advance.ts'
import { beginSteps, defaultTemplate, planOf, PROCEDURES, templateFault, type TemplateStep } from './procedures.ts'
import { isOver, RUN_KINDS, stepOf, unmet, type Run, type RunKind, type RunPath, type StepId } from './run.ts'

const by = { kind: 'admin', id: 'mem_a', name: 'A' } as const
const WHY = 'because it must be so'

function begin(kind: RunKind, path: RunPath | null = null): Run {
  const template = defaultTemplate(kind)
  const run: Run = {
    id: 'run_1',
    kind,
    subjectId: 'mem_1',
    path,
    state: 'running',
    templateVersion: template.version,
    steps: beginSteps(template, path),
    startedBy: by,
    startedAt: 1,
    closedAt: null,
    reason: null,
    supervisorId: null,
    review: null,
  }
  return arrange(run, 1)
}
const done = (run: Run, ...ids: StepId[]) => ids.reduce((so, id) => changeStep(so, id, { state: 'done', by }, 2), run)
const openSteps = (run: Run) => run.steps.filter(({ state }) => state === 'open').map(({ id }) => id)

describe('the order of an offboarding', () => {
  it('[EX1] disable before everything, remove after everything', () => {
    const run = begin('offboarding', 'on-job')
    expect(openSteps(run)).toEqual(['disable'])
    expect(refusalToAct(run, 'remove')).toEqual({
      code: 'step_locked',
      needs: ['disable', 'clear-devices', 'hand-over', 'supervisor', 'reclaim'],
    })
    const disabled = done(run, 'disable')
    expect(openSteps(disabled)).toEqual(['clear-devices', 'hand-over', 'reclaim'])
    const ready = done(disabled, 'clear-devices', 'hand-over', 'supervisor', 'reclaim')
    expect(openSteps(ready)).toEqual(['remove'])
    expect(done(ready, 'remove')).toMatchObject({ state: 'done', closedAt: 2 })
  })

  it('[EX2] departed: removed before the customers are handed over', () => {
    const run = done(begin('offboarding', 'departed'), 'disable', 'clear-devices')
    expect(run.steps.map(({ id }) => id).slice(-3)).toEqual(['remove', 'hand-over', 'supervisor'])
    expect(refusalToAct(run, 'hand-over')).toEqual({ code: 'step_locked', needs: ['remove'] })
    expect(openSteps(done(run, 'reclaim', 'remove'))).toEqual(['hand-over'])
  })

  it('[EX3] what is undone locks again what waits for it', () => {
    const run = done(begin('offboarding', 'on-job'), 'disable')
    expect(openSteps(changeStep(run, 'disable', { state: 'open' }, 3))).toEqual(['disable'])
  })
})

describe('waiving and cancelling', () => {
  it('[EX4] what must be done cannot be waived', () => {
    const run = begin('offboarding', 'on-job')
    expect(refusalToWaive(run, 'supervisor')).toEqual({ code: 'not_waivable' })
    expect(refusalToWaive(run, 'clear-devices')).toBeNull()
    const waived = waiveStep(run, 'clear-devices', by, WHY, 3)
    expect(stepOf(waived, 'clear-devices')).toMatchObject({ state: 'waived', reason: WHY, by })
    expect(refusalToWaive(waived, 'clear-devices')).toEqual({ code: 'already_done' })
    expect(refusalToAct(waived, 'clear-devices')).toEqual({ code: 'already_done' })
  })

  it('[EX5] a run with something final done is not cancelled', () => {
    const departed = done(begin('offboarding', 'departed'), 'disable', 'clear-devices', 'reclaim')
    expect(refusalToCancel(departed)).toBeNull()
    expect(refusalToCancel(done(departed, 'remove'))).toEqual({ code: 'already_done' })
    const cancelled = cancelRun(departed, WHY, 9)
    expect(cancelled).toMatchObject({ state: 'cancelled', closedAt: 9, reason: WHY })
    expect(refusalToAct(cancelled, 'remove')).toEqual({ code: 'wrong_state', state: 'cancelled' })
    expect(refusalToCancel(cancelled)).toEqual({ code: 'wrong_state', state: 'cancelled' })
  })
})

describe('templates', () => {
  const steps = (change: (step: TemplateStep) => TemplateStep) =>
    templateFault('offboarding', defaultTemplate('offboarding').steps.map(change))
  it('[EX6] may add order and notes, and take none away', () => {
    expect(steps((step) => ({ ...step, note: 'Ring the front desk' }))).toBeNull()
    expect(steps((step) => (step.id === 'reclaim' ? { ...step, needs: ['disable', 'hand-over'] } : step))).toBeNull()
    expect(steps((step) => ({ ...step, needs: [] }))).toEqual({ step: 'clear-devices', code: 'need_missing' })
    expect(steps((step) => ({ ...step, waivable: true }))).toEqual({ step: 'disable', code: 'not_waivable' })
    expect(steps((step) => (step.id === 'disable' ? { ...step, needs: ['remove'] } : step))?.code).toBe('circle')
    expect(steps((step) => (step.id === 'remove' ? { ...step, needs: [...step.needs, 'bills'] } : step))?.code).toBe(
      'unknown_need',
    )
    expect(templateFault('closing', [])).toEqual({ step: '', code: 'steps_differ' })
  })
})

/** Any act on any step, whether it may be done or not. */
const move = record({
  at: integer({ min: 0, max: 5 }),
  what: constantFrom('done' as const, 'waiting' as const, 'failed' as const, 'waive' as const, 'cancel' as const),
})

it('[EX7] in every history: no step is done before what it needs, and a run is done with its last step', () => {
  assert(
    property(
      constantFrom(...RUN_KINDS),
      constantFrom('on-job' as const, 'departed' as const),
      array(move, { maxLength: 40 }),
      (kind, path, moves) => {
        let run = begin(kind, kind === 'offboarding' ? path : null)
        for (const [i, { at, what }] of moves.entries()) {
          const step = run.steps[at % run.steps.length]
          if (!step) continue
          if (what === 'cancel') run = refusalToCancel(run) ? run : cancelRun(run, WHY, i)
          else if (what === 'waive') run = refusalToWaive(run, step.id) ? run : waiveStep(run, step.id, by, WHY, i)
          else if (refusalToAct(run, step.id) === null) run = changeStep(run, step.id, { state: what, by }, i)
          holds(run)
        }
      },
    ),
    { numRuns: 300 },
  )
})

function holds(run: Run): void {
  for (const step of run.steps) {
    if (step.state === 'done' || step.state === 'waiting' || step.state === 'failed')
      expect(unmet(run, step)).toEqual([])
    if (run.state === 'running' && (step.state === 'open' || step.state === 'locked'))
      expect(step.state).toBe(unmet(run, step).length > 0 ? 'locked' : 'open')
    if (step.state === 'waived') expect(step.waivable).toBe(true)
  }
  if (run.state !== 'cancelled') expect(run.state === 'done').toBe(run.steps.every(({ state }) => isOver(state)))
  expect(PROCEDURES[run.kind].every(({ id }) => planOf(run.kind, id).id === id)).toBe(true)
}
