import type { Department } from '#domain/member.ts'
import type { LiveView } from '#protocol/admin.ts'
import { apiQuery, type LiveFilters } from '#app/_admin/live-filters.ts'
import type { Band } from '#app/_components/lag-band.tsx'
import { runtime } from '#server/running.ts'
import { departmentsOf, orNotFound, requireAdmin } from './admin.ts'

export type LiveData = {
  readonly live: LiveView
  readonly departments: readonly Department[]
  readonly band: Band
  readonly overdueAfterMs: number
  readonly mayWaive: boolean
}

/** The live board as it is now, narrowed by the address of the page. */
export async function readLive(filters: LiveFilters): Promise<LiveData> {
  const viewer = await requireAdmin(`/admin/live${apiQuery(filters)}`, 'sign-outs')
  const { queries } = runtime()
  const { state, minLagMs, ...rest } = filters
  const [live, departments, { policy }] = await Promise.all([
    orNotFound(queries.live(viewer, { ...rest, states: state, minLagMs, limit: 100 })),
    departmentsOf(viewer),
    queries.policy(),
  ])
  const [low, high] = policy.lagBand
  const mayWaive = policy.whoMayWaive === 'admin' || viewer.roles.includes('owner')
  return { live, departments, band: [low, high], overdueAfterMs: policy.overdueAfterMs, mayWaive }
}
