import { expect, it } from 'vitest'
import { createServerClock } from './server-clock.ts'

it('keeps to the server, however wrong the own clock is, and never goes back', () => {
  let local = 1_000
  const clock = createServerClock(50_000, () => local)
  expect(clock.now()).toBe(50_000)

  local = 2_000
  clock.observe(50_400)
  expect(clock.now()).toBe(51_000)

  clock.observe(51_800)
  expect(clock.now()).toBe(51_800)

  clock.observe(Number.NaN)
  expect(clock.now()).toBe(51_800)
})
