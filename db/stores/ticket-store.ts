import { and, eq, lt } from 'drizzle-orm'
import type { TicketReads, TicketWrites } from '#domain/store.ts'
import type { Reader, Writer } from '../database.ts'
import type { Tables } from '../tables.ts'

/** Tokens that are good for one thing, once. */
export function ticketReads(db: Reader, { tickets }: Tables): TicketReads {
  return {
    async get(hash, kind) {
      const [row] = await db
        .select()
        .from(tickets)
        .where(and(eq(tickets.hash, hash), eq(tickets.kind, kind)))
        .limit(1)
      return row ?? null
    },
  }
}

export function ticketWrites(tx: Writer, tables: Tables): TicketWrites {
  const { tickets } = tables
  return {
    ...ticketReads(tx, tables),
    async put(ticket) {
      await tx.insert(tickets).values(ticket)
    },
    async take(hash, kind) {
      const [row] = await tx
        .delete(tickets)
        .where(and(eq(tickets.hash, hash), eq(tickets.kind, kind)))
        .returning()
      return row ?? null
    },
    async voidOf(memberId, kind) {
      await tx.delete(tickets).where(and(eq(tickets.memberId, memberId), eq(tickets.kind, kind)))
    },
    async prune(before) {
      await tx.delete(tickets).where(lt(tickets.expiresAt, before))
    },
  }
}
