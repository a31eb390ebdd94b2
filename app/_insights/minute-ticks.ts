const MINUTE_MS = 60_000
const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 240, 480, 1_440]

/** Round minutes up to `top` (milliseconds), five at most beside zero; days where minutes are too many. Pure. */
export function minuteTicks(top: number): readonly number[] {
  const step =
    STEPS.find((minutes) => top / (minutes * MINUTE_MS) <= 5) ?? Math.ceil(top / MINUTE_MS / 5 / 1_440) * 1_440
  const count = Math.floor(top / (step * MINUTE_MS))
  return Array.from({ length: count + 1 }, (_, i) => i * step)
}
