import { performance } from 'node:perf_hooks'
import type { Clock } from './commands/ports.ts'

/** How fast the clock may follow the machine's, as a share of the time that passed: a jump of hours never shows as a lag of hours. */
const SLEW = 0.1
/** Differences below this are followed at once. */
const CLOSE_MS = 250

/** The server's clock with a hand on it for the test clock. */
export interface SettableClock extends Clock {
  advance(ms: number): void
}

/**
 * Starts at the machine's time, or at the greatest instant ever stored if that is later; then runs by the monotonic clock and drifts gently
 * towards the machine's. It never runs back (quality.md, C1 and C2).
 */
export function createClock(
  latestStored: number,
  wall: () => number = Date.now,
  monotonic: () => number = () => performance.now(),
): SettableClock {
  let ahead = 0
  let last = Math.max(wall(), latestStored)
  let lastTick = monotonic()
  let lastWhole = Math.floor(last)
  return {
    now() {
      const tick = monotonic()
      const passed = Math.max(0, tick - lastTick)
      lastTick = tick
      last += passed
      const off = wall() + ahead - last
      if (Math.abs(off) <= CLOSE_MS) last += off
      else last += Math.sign(off) * Math.min(Math.abs(off), passed * SLEW)
      lastWhole = Math.max(lastWhole, Math.floor(last))
      return lastWhole
    },
    advance(ms) {
      ahead += ms
      last += ms
    },
  }
}
