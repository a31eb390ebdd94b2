import { expect, test } from 'vitest'
import { createClock } from './clock.ts'

const HOUR = 60 * 60_000
const START = Date.UTC(2026, 0, 1)

/** A machine whose wall clock can be set, and whose monotonic clock only passes. */
function machine() {
  const at = { wall: START, tick: 1_000 }
  return {
    at,
    wall: () => at.wall,
    monotonic: () => at.tick,
    pass(ms: number) {
      at.wall += ms
      at.tick += ms
    },
  }
}

test('runs with the machine', () => {
  const { wall, monotonic, pass } = machine()
  const clock = createClock(0, wall, monotonic)
  expect(clock.now()).toBe(START)
  pass(5_000)
  expect(clock.now()).toBe(START + 5_000)
})

test('[C1] two hours forward at once are no lag of two hours: it drifts there, by a tenth of the time that passes', () => {
  const { at, wall, monotonic, pass } = machine()
  const clock = createClock(0, wall, monotonic)
  const asked = clock.now()
  at.wall += 2 * HOUR
  pass(60_000)
  const lagMs = clock.now() - asked
  expect(lagMs).toBeGreaterThanOrEqual(60_000)
  expect(lagMs).toBeLessThanOrEqual(66_000)
  for (let i = 0; i < 24; i += 1) {
    pass(HOUR)
    clock.now()
  }
  expect(clock.now()).toBe(wall())
})

test('[C2] two hours back: no instant comes twice or before another, and limits do not wait for two hours', () => {
  const { at, wall, monotonic, pass } = machine()
  const clock = createClock(0, wall, monotonic)
  const tenMinutes = clock.now() + 10 * 60_000
  at.wall -= 2 * HOUR
  let last = clock.now()
  for (let i = 0; i < 12 * 60; i += 1) {
    pass(1_000)
    const now = clock.now()
    expect(now).toBeGreaterThan(last)
    last = now
  }
  // A tenth of a limit's time at most is added: what was to wait ten minutes has waited twelve at most.
  expect(last).toBeGreaterThanOrEqual(tenMinutes)
})

test('[C2] what has expired stays expired, also over a restart with a clock that was set back', () => {
  const { at, wall, monotonic, pass } = machine()
  const clock = createClock(0, wall, monotonic)
  const expiresAt = clock.now() + 300_000
  pass(300_001)
  expect(clock.now()).toBeGreaterThan(expiresAt)
  at.wall -= 2 * HOUR
  expect(clock.now()).toBeGreaterThan(expiresAt)
  const stored = clock.now()
  const restarted = createClock(stored, wall, monotonic)
  expect(restarted.now()).toBeGreaterThanOrEqual(stored)
  pass(1_000)
  expect(restarted.now()).toBeGreaterThan(stored)
})

test('stands still rather than run back when the monotonic clock does', () => {
  const { at, wall, monotonic } = machine()
  const clock = createClock(0, wall, monotonic)
  const before = clock.now()
  at.tick -= 500
  at.wall -= 500
  expect(clock.now()).toBeGreaterThanOrEqual(before)
})

test('a hand on it moves it at once, and it stays there', () => {
  const { wall, monotonic, pass } = machine()
  const clock = createClock(0, wall, monotonic)
  clock.advance(24 * HOUR)
  expect(clock.now()).toBe(START + 24 * HOUR)
  pass(1_000)
  expect(clock.now()).toBe(START + 24 * HOUR + 1_000)
})
