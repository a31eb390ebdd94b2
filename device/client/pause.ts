import type { Pause } from './ports.ts'

/** The real clock's pause. */
export const pause: Pause = (ms, signal) =>
  new Promise((resolve) => {
    if (signal.aborted) return resolve()
    const done = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    signal.addEventListener('abort', done)
  })

/** Milliseconds before try `n` (from 0): doubling from `firstMs` to `maxMs`, with full jitter over its upper half. */
export function backoffMs(n: number, random: () => number, firstMs = 500, maxMs = 30_000): number {
  const whole = Math.min(maxMs, firstMs * 2 ** Math.min(n, 16))
  return Math.round(whole / 2 + (whole / 2) * random())
}

/** A signal that also aborts with its parent. Call `release` when it is no longer needed. */
export function childSignal(parent: AbortSignal): { controller: AbortController; release: () => void } {
  const controller = new AbortController()
  const abort = () => controller.abort()
  if (parent.aborted) abort()
  else parent.addEventListener('abort', abort, { once: true })
  return { controller, release: () => parent.removeEventListener('abort', abort) }
}

/** Wakes whoever waits. A ring while nobody waits is kept for the next one. */
export function createBell(pauseFor: Pause): { ring(): void; wait(ms: number, signal: AbortSignal): Promise<void> } {
  let rung = false
  let wake: () => void = () => {}
  return {
    ring() {
      rung = true
      wake()
    },
    async wait(ms, signal) {
      const { controller, release } = childSignal(signal)
      wake = () => controller.abort()
      if (!rung) await pauseFor(ms, controller.signal)
      rung = false
      release()
    },
  }
}
