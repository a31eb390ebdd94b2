import { and, asc, eq, isNull, lt, lte, sql } from 'drizzle-orm'
import type { HookReads, HookWrites } from '#domain/store.ts'
import type { Reader, Writer } from '../database.ts'
import type { Tables } from '../tables.ts'

/** A call without a next try is over: it has arrived, or was given up. */
export function hookReads(db: Reader, { hooks }: Tables): HookReads {
  const count = sql<number>`count(*)`.mapWith(Number)
  const waits = sql<number>`count(${hooks.nextTryAt})`.mapWith(Number)
  return {
    due: async (now, limit) =>
      db.select().from(hooks).where(lte(hooks.nextTryAt, now)).orderBy(asc(hooks.nextTryAt)).limit(limit),
    async standing() {
      const [row] = await db.select({ all: count, waiting: waits }).from(hooks).where(isNull(hooks.sentAt))
      const { all, waiting } = row ?? { all: 0, waiting: 0 }
      return { waiting, givenUp: all - waiting }
    },
  }
}

export function hookWrites(tx: Writer, tables: Tables): HookWrites {
  const { hooks } = tables
  return {
    ...hookReads(tx, tables),
    async put(hook) {
      await tx.insert(hooks).values(hook)
    },
    async claim(id, now, until) {
      const claimed = await tx
        .update(hooks)
        .set({ nextTryAt: until, tries: sql`${hooks.tries} + 1` })
        .where(and(eq(hooks.id, id), lte(hooks.nextTryAt, now)))
        .returning({ id: hooks.id })
      return claimed.length === 1
    },
    async sent(id, at) {
      await tx.update(hooks).set({ sentAt: at, nextTryAt: null, sealed: null }).where(eq(hooks.id, id))
    },
    async failed(id, nextTryAt) {
      const over = nextTryAt === null ? { sealed: null } : {}
      await tx
        .update(hooks)
        .set({ nextTryAt, ...over })
        .where(eq(hooks.id, id))
    },
    async prune(before) {
      await tx.delete(hooks).where(lt(hooks.createdAt, before))
    },
    async clear() {
      await tx.delete(hooks)
    },
  }
}
