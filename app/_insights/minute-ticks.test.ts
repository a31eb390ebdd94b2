import { expect, it } from 'vitest'
import { minuteTicks } from './minute-ticks.ts'

const MINUTE = 60_000

it('is round minutes, five at most beside zero', () => {
  expect(minuteTicks(18.75 * MINUTE)).toEqual([0, 5, 10, 15])
  expect(minuteTicks(4.9 * MINUTE)).toEqual([0, 1, 2, 3, 4])
  expect(minuteTicks(0.5 * MINUTE)).toEqual([0])
  expect(minuteTicks(7 * 60 * MINUTE)).toEqual([0, 120, 240, 360])
  for (const top of [1, 20, 90, 1_000, 50_000, 1_000_000].map((n) => n * MINUTE)) {
    expect(minuteTicks(top).length).toBeLessThanOrEqual(6)
    expect(minuteTicks(top).length).toBeGreaterThan(1)
  }
})
