import { activityPage, activityQuery } from '#protocol/activity.ts'
import { listActivity } from '../../queries/activity.ts'
import { ok } from '../reply.ts'
import { session, type Route } from '../route.ts'

/** What a member's device holds of their activity, for when there is no network (issue 4, 1). */
export const activityRoutes: readonly Route[] = [
  session({
    method: 'get',
    path: '/api/v1/activity',
    name: 'listActivity',
    tag: 'Members',
    summary: "What was done to the caller's account and devices in the last 28 days, newest first",
    query: activityQuery,
    answer: activityPage,
    run: async ({ ports, caller, query }) => ok(await listActivity(ports, caller.viewer, query())),
  }),
]
