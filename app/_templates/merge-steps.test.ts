import { expect, it } from 'vitest'
import { mergeSteps } from './merge-steps.ts'
import type { DraftStep } from './template-step.tsx'

const step = (change: Partial<DraftStep> = {}): DraftStep => ({
  id: 'remove',
  needs: ['disable'],
  waivable: false,
  note: null,
  ...change,
})

it('[EP6] what was changed here stays, what they changed comes in, and both are told', () => {
  const { steps, changes } = mergeSteps([step()], [step({ waivable: true })], [step({ note: 'mine' })])
  expect(steps).toEqual([step({ waivable: true, note: 'mine' })])
  expect(changes.map(({ field, overwritten }) => [field, overwritten])).toEqual([['waivable', false]])
})

it('[EP6] the same thing changed by both is marked: saving replaces theirs', () => {
  const { steps, changes } = mergeSteps([step()], [step({ note: 'theirs' })], [step({ note: 'mine' })])
  expect(steps).toEqual([step({ note: 'mine' })])
  expect(changes.map(({ field, overwritten }) => [field, overwritten])).toEqual([['note', true]])
})

it('[EP6] both the same way is no conflict', () => {
  const both = step({ needs: ['disable', 'reclaim'] })
  expect(mergeSteps([step()], [both], [both]).changes.map(({ overwritten }) => overwritten)).toEqual([false])
})
