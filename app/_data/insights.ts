import type { Department } from '#domain/member.ts'
import type { InsightsView } from '#protocol/insights.ts'
import { runtime } from '#server/running.ts'
import { departmentsOf, orNotFound, requireAdmin } from './admin.ts'

export type InsightsFilters = { readonly days: number; readonly departmentId?: string | undefined }
type Search = Readonly<Record<string, string | readonly string[] | undefined>>

export const PERIODS = [7, 30, 90] as const

/** What the address of the page asks for; anything else is 30 days of everybody. */
export function insightsFiltersOf(search: Search): InsightsFilters {
  const days = PERIODS.find((one) => String(one) === search['days']) ?? 30
  const { department } = search
  return typeof department === 'string' && department !== '' ? { days, departmentId: department } : { days }
}

export type InsightsData = { readonly insights: InsightsView; readonly departments: readonly Department[] }

/** The figures that this administrator may see. */
export async function readInsights(filters: InsightsFilters): Promise<InsightsData> {
  const viewer = await requireAdmin('/admin/insights', 'sign-outs')
  const [insights, departments] = await Promise.all([
    orNotFound(runtime().queries.insights(viewer, filters)),
    departmentsOf(viewer),
  ])
  return { insights, departments }
}
