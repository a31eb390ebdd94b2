import { and, eq, gte, inArray, isNull, like, or, sql } from 'drizzle-orm'
import type { BoardFilter, BoardReads } from '#domain/store.ts'
import type { Reader } from '../database.ts'
import type { Tables } from '../tables.ts'
import { likeText } from './page.ts'

/** As many as a board ever weighs at once; what is above shows in the counts of its narrower filters. */
const MOST = 50_000

/** The few columns by which the live board counts, sorts and marks: thousands of rows at a glance, without what only a shown row needs. */
export function boardReads(db: Reader, { signOuts, members, devices }: Tables): BoardReads {
  const matching = ({ departments, closedSince, query, kind }: BoardFilter) =>
    and(
      or(isNull(signOuts.closedAt), gte(signOuts.closedAt, closedSince)),
      departments ? inArray(members.departmentId, [...departments]) : undefined,
      kind === undefined ? undefined : eq(devices.kind, kind),
      query === undefined
        ? undefined
        : or(
            like(members.search, sql`${likeText(query)} escape '\\'`),
            like(sql`lower(${devices.name})`, sql`${likeText(query)} escape '\\'`),
          ),
    )
  return {
    openCounts: (endedBefore) =>
      db
        .select({
          state: signOuts.state,
          count: sql`count(*)`.mapWith(Number),
          overdue: sql`sum(case when ${signOuts.accessEndedAt} < ${endedBefore} then 1 else 0 end)`.mapWith(Number),
        })
        .from(signOuts)
        .where(isNull(signOuts.closedAt))
        .groupBy(signOuts.state),
    board: (filter) =>
      db
        .select({
          id: signOuts.id,
          deviceId: signOuts.deviceId,
          state: signOuts.state,
          by: signOuts.by,
          accessEndedAt: signOuts.accessEndedAt,
          lastAcceptedAt: signOuts.lastAcceptedAt,
          closedAt: signOuts.closedAt,
          lastSeenAt: devices.lastSeenAt,
        })
        .from(signOuts)
        .innerJoin(members, eq(members.id, signOuts.memberId))
        .innerJoin(devices, eq(devices.id, signOuts.deviceId))
        .where(matching(filter))
        .limit(MOST),
  }
}
