import { and, asc, count, desc, eq, inArray, isNull, lt, notExists, or, sql } from 'drizzle-orm'
import type { Notice } from '#domain/notice.ts'
import type { NoticeReads, NoticeWrites } from '#domain/store.ts'
import type { Reader, Writer } from '../database.ts'
import { prepared, preparedInsertNew } from '../prepared.ts'
import type { Tables } from '../tables.ts'
import { decodeCursor, encodeCursor, toPage } from './page.ts'
import { toSignOut } from './sign-out-row.ts'

/** What a notice of a late sign-out is about, in the words of both engines. */
const OVERDUE_KEY = 'overdue/'

/** Members' inboxes. */
export function noticeReads(db: Reader, { notices, signOuts }: Tables): NoticeReads {
  const unreadOf = prepared('notice.unread', () =>
    db
      .select({ n: count() })
      .from(notices)
      .where(and(eq(notices.memberId, sql.placeholder('memberId')), isNull(notices.readAt))),
  )
  const openQuestions = prepared('notice.openQuestions', () =>
    db
      .select()
      .from(notices)
      .where(
        and(eq(notices.memberId, sql.placeholder('memberId')), eq(notices.kind, 'new-sign-in'), isNull(notices.answer)),
      )
      .orderBy(desc(notices.at)),
  )
  const one = async (row: Promise<(typeof notices.$inferSelect)[]>) => (await row)[0] ?? null
  return {
    get: (id) => one(db.select().from(notices).where(eq(notices.id, id)).limit(1)),
    byKey: (memberId, key) =>
      one(
        db
          .select()
          .from(notices)
          .where(and(eq(notices.memberId, memberId), eq(notices.key, key)))
          .limit(1),
      ),
    async list({ memberId, unread, cursor, limit }) {
      const own = and(eq(notices.memberId, memberId), unread === true ? isNull(notices.readAt) : undefined)
      const [at, id] = cursor === undefined ? [] : decodeCursor(cursor, ['number', 'string'])
      const after =
        at === undefined || id === undefined
          ? undefined
          : or(lt(notices.at, at), and(eq(notices.at, at), lt(notices.id, id)))
      const [rows, [total]] = await Promise.all([
        db
          .select()
          .from(notices)
          .where(and(own, after))
          .orderBy(desc(notices.at), desc(notices.id))
          .limit(limit + 1),
        db.select({ n: count() }).from(notices).where(own),
      ])
      return toPage(rows, limit, total?.n ?? 0, (last) => encodeCursor([last.at, last.id]))
    },
    unread: async (memberId) => (await unreadOf({ memberId }))[0]?.n ?? 0,
    openQuestions: async (memberId) => openQuestions({ memberId }),
    async untoldOverdue(before, limit) {
      const told = db
        .select({ id: notices.id })
        .from(notices)
        .where(and(eq(notices.memberId, signOuts.memberId), eq(notices.key, sql`${OVERDUE_KEY} || ${signOuts.id}`)))
      const rows = await db
        .select()
        .from(signOuts)
        .where(and(isNull(signOuts.closedAt), lt(signOuts.accessEndedAt, before), notExists(told)))
        .orderBy(asc(signOuts.accessEndedAt))
        .limit(limit)
      return rows.map(toSignOut)
    },
  }
}

export function noticeWrites(tx: Writer, tables: Tables): NoticeWrites {
  const { notices } = tables
  const insertNew = preparedInsertNew('notice', tx, notices)
  return {
    ...noticeReads(tx, tables),
    async add(list, at) {
      const rows = list.map((notice) => ({ ...notice, at, readAt: null, answer: null, answeredAt: null }))
      const added: Notice[] = []
      // One by one: which of them are new is what is asked.
      for (const row of rows) if ((await insertNew([row])) === 1) added.push(row)
      return added
    },
    async read(memberId, ids, at) {
      if (ids?.length === 0) return 0
      const marked = await tx
        .update(notices)
        .set({ readAt: at })
        .where(
          and(
            eq(notices.memberId, memberId),
            isNull(notices.readAt),
            ids === null ? undefined : inArray(notices.id, [...ids]),
          ),
        )
        .returning({ id: notices.id })
      return marked.length
    },
    async answer(id, answer, at) {
      await tx
        .update(notices)
        .set({ answer, answeredAt: at, readAt: sql`coalesce(${notices.readAt}, ${at})` })
        .where(and(eq(notices.id, id), isNull(notices.answer)))
    },
    async prune(before) {
      await tx.delete(notices).where(lt(notices.at, before))
    },
  }
}
