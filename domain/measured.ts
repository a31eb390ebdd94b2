/** From this many reports on a figure of ours is shown beside the guide's (mission.md, part 1). */
export const ENOUGH_SAMPLES = 5

/** What this installation measured: the median and the middle half, in the unit of the values. Null until there are enough. */
export type Measured = {
  readonly n: number
  readonly median: number | null
  readonly low: number | null
  readonly high: number | null
}
export const NOTHING_MEASURED: Measured = { n: 0, median: null, low: null, high: null }

/** Sums up values in any order. Medians and quartiles interpolate, so that an even number of reports has one too. */
export function summarise(values: readonly number[]): Measured {
  const n = values.length
  if (n < ENOUGH_SAMPLES) return { ...NOTHING_MEASURED, n }
  const sorted = values.toSorted((a, b) => a - b)
  return { n, median: quantile(sorted, 0.5), low: quantile(sorted, 0.25), high: quantile(sorted, 0.75) }
}

function quantile(sorted: readonly number[], p: number): number {
  const at = p * (sorted.length - 1)
  const below = sorted[Math.floor(at)] ?? 0
  const above = sorted[Math.ceil(at)] ?? below
  return below + (above - below) * (at - Math.floor(at))
}
