import { insightsQuery, insightsView } from '#protocol/insights.ts'
import { getInsights } from '../../queries/insights.ts'
import { ok } from '../reply.ts'
import { admin, type Route } from '../route.ts'

/** How sign-outs go here (protocol.md, part 8). A scoped administrator's figures are those of their departments. */
export const adminInsightRoutes: readonly Route[] = [
  admin('sign-outs', {
    method: 'get',
    path: '/api/v1/admin/insights',
    name: 'getInsights',
    tag: 'Insights',
    summary: 'Sync lag over time and by platform, what became of sign-outs, and what devices measured',
    query: insightsQuery,
    answer: insightsView,
    refusals: ['not_found'],
    run: async ({ ports, caller, query }) => ok(await getInsights(ports, caller.viewer, query())),
  }),
]
