import { measuredQuery, measuredView } from '#protocol/insights.ts'
import { measuredTable } from '../../queries/measured.ts'
import { ok } from '../reply.ts'
import { session, type Route } from '../route.ts'

/** What stands beside the guide's figures in the question before a sign-out (guide statements 1.13, 2.9, 3.8). */
export const measuredRoutes: readonly Route[] = [
  session({
    method: 'get',
    path: '/api/v1/measured',
    name: 'getMeasured',
    tag: 'Signing out',
    summary: "One of the guide's tables as this installation measured it: medians, blank until five samples",
    query: measuredQuery,
    answer: measuredView,
    run: async ({ ports, query }) => ok({ figures: await measuredTable(ports, query().table) }),
  }),
]
