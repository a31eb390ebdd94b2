import { expect, it } from 'vitest'
import { rankTest } from './rank-test.ts'
import { seeded } from './scene.ts'

const samples = (random: () => number, shift: number) => Array.from({ length: 200 }, () => random() + shift)

it('finds no difference where there is none, and one where there is: the rank test can fail', () => {
  const random = seeded(17)
  expect(rankTest(samples(random, 0), samples(random, 0))).toBeGreaterThan(0.01)
  expect(rankTest(samples(random, 0), samples(random, 0.2))).toBeLessThan(0.001)
  expect(
    rankTest(
      [1, 2, 3],
      [1, 2, 3].map((value) => value + 0.5),
    ),
  ).toBeGreaterThan(0.3)
})
