import type { StepId } from '#domain/exit/run.ts'
import type { DraftStep } from './template-step.tsx'

const FIELDS = ['needs', 'waivable', 'note'] as const
type Field = (typeof FIELDS)[number]

/** One thing that somebody else changed in a step while it was edited here. */
export type TheirChange = {
  readonly id: StepId
  readonly field: Field
  readonly before: DraftStep
  readonly theirs: DraftStep
  /** It was changed here too, and differently: saving replaces theirs. */
  readonly overwritten: boolean
}

/** Three versions of one template into one draft: what was changed here stays, everything else is as they saved it. */
export function mergeSteps(
  before: readonly DraftStep[],
  theirs: readonly DraftStep[],
  mine: readonly DraftStep[],
): { readonly steps: readonly DraftStep[]; readonly changes: readonly TheirChange[] } {
  const changes: TheirChange[] = []
  const steps = theirs.map((their): DraftStep => {
    const old = before.find(({ id }) => id === their.id)
    const own = mine.find(({ id }) => id === their.id)
    if (old === undefined || own === undefined) return their
    for (const field of FIELDS) {
      if (same(old, their, field)) continue
      const overwritten = !same(old, own, field) && !same(their, own, field)
      changes.push({ id: their.id, field, before: old, theirs: their, overwritten })
    }
    return {
      ...their,
      needs: (same(old, own, 'needs') ? their : own).needs,
      waivable: (same(old, own, 'waivable') ? their : own).waivable,
      note: (same(old, own, 'note') ? their : own).note,
    }
  })
  return { steps, changes }
}

function same(a: DraftStep, b: DraftStep, field: Field): boolean {
  return field === 'needs' ? a.needs.join() === b.needs.join() : a[field] === b[field]
}
