import { ACTIVITY, type ActivityKind } from '#server/queries/activity.ts'
import type { AdminPages } from '#server/queries/admin-pages.ts'
import { runtime } from '#server/running.ts'
import { orNotFound } from './admin.ts'
import { requireViewer } from './viewer.ts'

export const ACTIVITY_KINDS = Object.keys(ACTIVITY) as ActivityKind[]
export type ActivityFilters = { readonly kind?: ActivityKind | undefined; readonly cursor?: string | undefined }
export type ActivityData = Awaited<ReturnType<AdminPages['activity']>>

export function activityFiltersOf(
  given: Readonly<Record<string, string | readonly string[] | undefined>>,
): ActivityFilters {
  const { kind, cursor } = given
  return {
    kind: ACTIVITY_KINDS.find((known) => known === kind),
    cursor: typeof cursor === 'string' && cursor !== '' ? cursor.slice(0, 500) : undefined,
  }
}

/** What was done to the caller's own account and devices. */
export async function readActivity(filters: ActivityFilters): Promise<ActivityData> {
  const viewer = await requireViewer('/activity')
  return orNotFound(runtime().queries.activity(viewer, { ...filters, limit: 100 }))
}
