import type { Viewer } from '#domain/access.ts'
import type { Instant } from '#domain/ids.ts'
import { fates, lagFigures, platformOf, PLATFORMS } from '#domain/insights.ts'
import { lagMs } from '#domain/lag.ts'
import { summarise } from '#domain/measured.ts'
import { DAY_MS } from '#domain/preference.ts'
import type { LagRow } from '#domain/store.ts'
import { requireOrg } from '../commands/org.ts'
import type { Ports } from '../commands/ports.ts'
import { scopeOf } from './admin.ts'
import { measuredFigures } from './measured.ts'

/** As many sign-outs as one answer weighs; the newest. */
const MOST = 50_000
const NEWEST = 500
/** What signing in again costs, by what the sign-out before it did. */
const AGAIN = ['mobile.standard', 'mobile.keep', 'mobile.clear', 'mobile.both', 'desktop.standard', 'web.standard']

export type InsightsAsk = { readonly days: number; readonly departmentId?: string | undefined }

/** How sign-outs went in the last days: lag over time and by platform, what became of them, and what devices measured. */
export async function getInsights(ports: Ports, viewer: Viewer, { days, departmentId }: InsightsAsk) {
  const { read } = ports.store
  const { policy, timeZone } = await requireOrg(read.org)
  const departments = await scopeOf(ports, viewer, departmentId)
  const now = ports.clock.now()
  const since = now - days * DAY_MS
  const asks = AGAIN.map((subject) => ({ subject, metric: 'signInMs' as const }))
  const [rows, failures, measured, again] = await Promise.all([
    read.samples.lags(since, MOST, departments),
    read.log.audit({ types: ['sign-out.failed'], from: since, departments, limit: 1 }),
    measuredFigures(ports, departments),
    read.samples.values(asks, NEWEST, departments),
  ])
  const confirmed = rows.filter(({ state }) => state === 'confirmed')
  const figures = (some: readonly LagRow[]) => lagFigures(some.map(lagOf), policy.lagBand)
  const byDay = Map.groupBy(confirmed, ({ closedAt }) => dayOf(closedAt ?? 0, timeZone))
  const byPlatform = Map.groupBy(confirmed, ({ kind, os }) => platformOf(kind, os))
  const asked = rows.filter(({ accessEndedAt }) => accessEndedAt >= since)
  return {
    days,
    asOf: new Date(now).toISOString(),
    band: [...policy.lagBand],
    overdueAfterMs: policy.overdueAfterMs,
    lag: figures(confirmed),
    overTime: [...byDay].map(([day, some]) => ({ day, ...figures(some) })).toSorted((a, b) => (a.day < b.day ? -1 : 1)),
    byPlatform: PLATFORMS.flatMap((platform) => {
      const some = byPlatform.get(platform)
      return some === undefined ? [] : [{ platform, ...figures(some) }]
    }),
    fates: { ...fates(asked, policy.overdueAfterMs, now), failures: failures.total },
    measured,
    signInAgain: AGAIN.map((subject, i) => ({ subject, ...summarise(again[i] ?? []) })),
  }
}

function lagOf({ accessEndedAt, closedAt }: LagRow): number {
  return lagMs(accessEndedAt, closedAt, null, closedAt ?? accessEndedAt)
}

/** The day of an instant in the organisation's time zone, as `2026-11-22`. */
function dayOf(at: Instant, timeZone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(at)
}
