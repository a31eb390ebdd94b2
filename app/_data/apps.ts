import { mayEnter } from '#domain/access.ts'
import type { KeyView } from '#protocol/key.ts'
import type { ObligationView } from '#protocol/obligation.ts'
import { runtime } from '#server/running.ts'
import { orNotFound, PAGE_ROWS, requireAdmin } from './admin.ts'

export type AppsData = {
  /** Null for who may not see them. */
  readonly keys: readonly KeyView[] | null
  readonly grants: {
    readonly items: readonly ObligationView[]
    readonly total: number | null
    readonly nextCursor: string | null
  }
  readonly now: number
}

/** The keys of this server, and the API access and apps of the members that this viewer may see. */
export async function readApps(cursor: string | undefined): Promise<AppsData> {
  const viewer = await requireAdmin('/admin/apps', 'obligations')
  const { queries, now } = runtime()
  const [keys, grants] = await Promise.all([
    mayEnter(viewer, 'keys') ? queries.keys() : null,
    orNotFound(
      queries.obligations(viewer, { kind: 'api-grant,third-party-grant', state: 'open', cursor, limit: PAGE_ROWS }),
    ),
  ])
  return { keys, grants, now: now() }
}
