import { and, eq, inArray, isNull, lte, sql } from 'drizzle-orm'
import type { FollowerReads, FollowerWrites } from '#domain/store.ts'
import type { Reader, Writer } from '../database.ts'
import { prepared, preparedInsert, preparedMany } from '../prepared.ts'
import type { Tables } from '../tables.ts'

/** Who stays and is to hear of a sign-out, and who has. */
export function followerReads(db: Reader, { followers }: Tables): FollowerReads {
  const followersOf = preparedMany('sign-out.followers', (ids) =>
    db.select().from(followers).where(inArray(followers.signOutId, ids)),
  )
  return { followers: followersOf }
}

export function followerWrites(tx: Writer, tables: Tables): FollowerWrites {
  const { followers } = tables
  const wanted = sql.placeholder('wanted')
  const insertFollowers = preparedInsert('follower', tx, followers)
  const sync = prepared('follower.synced', () =>
    tx
      .update(followers)
      .set({ syncedAt: sql`${sql.placeholder('at')}` })
      .where(
        and(eq(followers.sessionId, wanted), isNull(followers.syncedAt), lte(followers.seq, sql.placeholder('seq'))),
      )
      .returning({ signOutId: followers.signOutId }),
  )
  return {
    ...followerReads(tx, tables),
    addFollowers: insertFollowers,
    followersSynced: async (sessionId, seq, at) =>
      (await sync({ wanted: sessionId, seq, at })).map((row) => row.signOutId),
  }
}
