import { expect, it } from 'vitest'
import { fates, lagFigures, platformOf } from './insights.ts'

const MIN = 60_000
it('[GF4] percentiles by nearest rank, and the share that came within the band', () => {
  const lags = Array.from({ length: 100 }, (_, i) => (100 - i) * 10_000)
  expect(lagFigures(lags, [3 * MIN, 15 * MIN])).toEqual({
    n: 100,
    p50Ms: 500_000,
    p95Ms: 950_000,
    p99Ms: 990_000,
    within: 0.9,
  })
  expect(lagFigures([], [0, 1])).toEqual({ n: 0, p50Ms: null, p95Ms: null, p99Ms: null, within: null })
})

it('[GF4] what became of sign-outs: late ones count whether they are closed or not', () => {
  const row = (state: 'confirmed' | 'waived' | 'waiting', closedAt: number | null) => ({
    state,
    accessEndedAt: 0,
    closedAt,
  })
  const rows = [row('confirmed', 2 * MIN), row('confirmed', 16 * MIN), row('waived', MIN), row('waiting', null)]
  expect(fates(rows, 15 * MIN, 20 * MIN)).toEqual({
    total: 4,
    confirmed: 2,
    waived: 1,
    open: 1,
    overdue: 2,
    late: 0.5,
  })
})

it('groups computers by their system and the rest by kind', () => {
  expect([platformOf('web', 'windows'), platformOf('desktop', 'macos'), platformOf('desktop', 'android')]).toEqual([
    'web',
    'macos',
    'other',
  ])
})
