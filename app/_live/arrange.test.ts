import { expect, it } from 'vitest'
import { arrange, movedRows, sameArrangement } from './arrange.ts'
import type { Shown } from './reduce.ts'
import { sampleDevice, sampleSignOut, sampleTime } from './samples.ts'

const shown = (signOuts: Shown['signOuts']): Shown => ({
  list: {
    head: 1,
    limit: 5,
    used: 2,
    devices: [
      sampleDevice('dev_own', { current: true }),
      sampleDevice('dev_a'),
      sampleDevice('dev_b', { session: null }),
    ],
  },
  signOuts,
})

it('puts this device apart, open sign-outs together with the urgent on top, the rest below', () => {
  const rows = arrange(
    shown([
      sampleSignOut('out_old', { state: 'confirmed', accessEndedAt: sampleTime(-99) }),
      sampleSignOut('out_late', { overdue: true, accessEndedAt: sampleTime(-30) }),
      sampleSignOut('out_new'),
      sampleSignOut('out_no', { state: 'declined', accessEndedAt: sampleTime(-20) }),
    ]),
    null,
  )
  expect(rows).toEqual({ others: ['dev_a'], leaving: ['out_no', 'out_late', 'out_new'], left: ['out_old'] })
})

it('keeps a sign-out in place when it is confirmed while somebody watches', () => {
  const before = arrange(shown([sampleSignOut('out_1')]), null)
  const confirmed = shown([sampleSignOut('out_1', { state: 'confirmed' })])
  expect(arrange(confirmed, before)).toEqual(before)
  expect(arrange(confirmed, null).left).toEqual(['out_1'])
  expect(sameArrangement(arrange(confirmed, before), before)).toBe(true)
})

it('counts the rows that would come, go or change their section', () => {
  const before = arrange(shown([]), null)
  const after = arrange(shown([sampleSignOut('out_1'), sampleSignOut('out_2', { state: 'waived' })]), before)
  expect(movedRows(before, after)).toBe(2)
  expect(movedRows(after, after)).toBe(0)
})
