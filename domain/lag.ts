import type { Instant } from './ids.ts'

export type LagLabel = 'faster' | 'usual' | 'overdue'

/**
 * The sync lag in milliseconds: from the end of access to the device's confirmation, of a waived one to its closing, else to now.
 * Never negative (protocol.md, part 4; invariant I8).
 */
export function lagMs(
  accessEndedAt: Instant,
  confirmedAt: Instant | null,
  closedAt: Instant | null,
  now: Instant,
): number {
  return Math.max(0, (confirmedAt ?? closedAt ?? now) - accessEndedAt)
}

/** How a lag compares with the band that is usual (guide statement 4.6). The band's ends count as usual. */
export function lagLabel(ms: number, [low, high]: readonly [number, number]): LagLabel {
  if (ms < low) return 'faster'
  return ms <= high ? 'usual' : 'overdue'
}

/** The p-th percentile (0 to 1) by nearest rank, or null of nothing. */
export function percentile(sorted: readonly number[], p: number): number | null {
  return sorted[Math.max(0, Math.ceil(p * sorted.length) - 1)] ?? null
}

/** Upper ends of the histogram's buckets, in milliseconds; the last bucket is open. */
export const LAG_BUCKETS_MS = [
  10_000, 30_000, 60_000, 120_000, 180_000, 300_000, 420_000, 600_000, 780_000, 900_000, 1_800_000,
] as const

export function lagHistogram(lags: readonly number[]): { uptoMs: number | null; count: number }[] {
  const counts = new Array<number>(LAG_BUCKETS_MS.length + 1).fill(0)
  for (const lag of lags) {
    const at = LAG_BUCKETS_MS.findIndex((upto) => lag <= upto)
    const bucket = at === -1 ? LAG_BUCKETS_MS.length : at
    counts[bucket] = (counts[bucket] ?? 0) + 1
  }
  return counts.map((count, i) => ({ uptoMs: LAG_BUCKETS_MS[i] ?? null, count }))
}
