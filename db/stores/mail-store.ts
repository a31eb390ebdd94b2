import { and, asc, eq, lt, lte, sql } from 'drizzle-orm'
import type { MailReads, MailWrites } from '#domain/store.ts'
import type { Reader, Writer } from '../database.ts'
import { preparedInsert } from '../prepared.ts'
import type { Tables } from '../tables.ts'

/** The outbox. A letter without a next try is over: sent, or given up. */
export function mailReads(db: Reader, { letters, languages }: Tables): MailReads {
  return {
    due: async (now, limit) =>
      db.select().from(letters).where(lte(letters.nextTryAt, now)).orderBy(asc(letters.nextTryAt)).limit(limit),
    async languageOf(memberId) {
      const [row] = await db.select().from(languages).where(eq(languages.memberId, memberId)).limit(1)
      return row?.language ?? null
    },
  }
}

export function mailWrites(tx: Writer, tables: Tables): MailWrites {
  const { letters, languages } = tables
  const insert = preparedInsert('letter', tx, letters)
  return {
    ...mailReads(tx, tables),
    put: (letter) => insert([letter]),
    async claim(id, now, until) {
      const claimed = await tx
        .update(letters)
        .set({ nextTryAt: until, tries: sql`${letters.tries} + 1` })
        .where(and(eq(letters.id, id), lte(letters.nextTryAt, now)))
        .returning({ id: letters.id })
      return claimed.length === 1
    },
    async sent(id, at) {
      await tx.update(letters).set({ sentAt: at, nextTryAt: null, sealed: null }).where(eq(letters.id, id))
    },
    async failed(id, nextTryAt) {
      const over = nextTryAt === null ? { sealed: null } : {}
      await tx
        .update(letters)
        .set({ nextTryAt, ...over })
        .where(eq(letters.id, id))
    },
    async speak(memberId, language) {
      await tx
        .insert(languages)
        .values({ memberId, language })
        .onConflictDoUpdate({ target: languages.memberId, set: { language } })
    },
    async prune(before) {
      await tx.delete(letters).where(lt(letters.createdAt, before))
    },
    async clear() {
      await tx.delete(letters)
    },
  }
}
