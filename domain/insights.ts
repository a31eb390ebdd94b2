import type { DeviceKind, DeviceOs } from './device.ts'
import type { Instant } from './ids.ts'
import { percentile } from './lag.ts'
import type { SignOutState } from './sign-out/sign-out.ts'

/** How the insights group devices: by kind, and computers by their system. */
export const PLATFORMS = ['web', 'phone', 'tablet', 'windows', 'macos', 'linux', 'other'] as const
export type Platform = (typeof PLATFORMS)[number]

export function platformOf(kind: DeviceKind, os: DeviceOs): Platform {
  if (kind !== 'desktop') return kind
  return os === 'windows' || os === 'macos' || os === 'linux' ? os : 'other'
}

/** Sync lag of confirmed sign-outs. Milliseconds; `within` is the share that needed no longer than the band's end, 0 to 1. */
export type LagFigures = {
  readonly n: number
  readonly p50Ms: number | null
  readonly p95Ms: number | null
  readonly p99Ms: number | null
  readonly within: number | null
}

export function lagFigures(lags: readonly number[], [, high]: readonly [number, number]): LagFigures {
  const sorted = lags.toSorted((a, b) => a - b)
  const n = sorted.length
  const within = n === 0 ? null : sorted.filter((lag) => lag <= high).length / n
  return {
    n,
    p50Ms: percentile(sorted, 0.5),
    p95Ms: percentile(sorted, 0.95),
    p99Ms: percentile(sorted, 0.99),
    within,
  }
}

export type Fate = {
  readonly state: SignOutState
  readonly accessEndedAt: Instant
  readonly closedAt: Instant | null
}

/** What became of sign-outs. `overdue`: those that took or are taking longer than the policy allows; `late` is their share, 0 to 1. */
export function fates(rows: readonly Fate[], overdueAfterMs: number, now: Instant) {
  const count = (fits: (row: Fate) => boolean) => rows.filter(fits).length
  const overdue = count((row) => (row.closedAt ?? now) - row.accessEndedAt > overdueAfterMs)
  return {
    total: rows.length,
    confirmed: count(({ state }) => state === 'confirmed'),
    waived: count(({ state }) => state === 'waived'),
    open: count(({ closedAt }) => closedAt === null),
    overdue,
    late: rows.length === 0 ? null : overdue / rows.length,
  }
}
