/** Milliseconds since 1970 with fractions: the same clock in every process of this machine. */
export function instant(): number {
  return performance.timeOrigin + performance.now()
}

/** The value that `share` of all values do not exceed: 0.5 is the median. Nothing to sort is an error. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  const value = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]
  if (value === undefined) throw new Error('no values')
  return value
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5)
}
