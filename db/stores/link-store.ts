import { and, eq, gt, isNull, lt, sql } from 'drizzle-orm'
import type { Link } from '#domain/link.ts'
import type { LinkReads, LinkWrites } from '#domain/store.ts'
import type { Reader, Writer } from '../database.ts'
import { prepared } from '../prepared.ts'
import type { Tables } from '../tables.ts'

type Row = Tables['links']['$inferSelect']
function toLink({ deviceCodeHash: _, ...link }: Row): Link {
  return link
}

export function linkReads(db: Reader, { links }: Tables): LinkReads {
  const unredeemed = prepared('link.withoutSession', () =>
    db
      .select()
      .from(links)
      .where(
        and(
          eq(links.memberId, sql.placeholder('memberId')),
          eq(links.state, sql.placeholder('state')),
          isNull(links.sessionId),
          gt(links.expiresAt, sql.placeholder('now')),
        ),
      ),
  )
  const withoutSession = async (memberId: string, state: Link['state'], now: number) =>
    (await unredeemed({ memberId, state, now })).map(toLink)
  return {
    async byDeviceCode(hash) {
      const [row] = await db.select().from(links).where(eq(links.deviceCodeHash, hash)).limit(1)
      return row ? toLink(row) : null
    },
    async byUserCode(code) {
      const [row] = await db.select().from(links).where(eq(links.userCode, code)).limit(1)
      return row ? toLink(row) : null
    },
    openOf: (memberId, now) => withoutSession(memberId, 'open', now),
    holdingOf: (memberId, now) => withoutSession(memberId, 'approved', now),
  }
}

export function linkWrites(tx: Writer, tables: Tables): LinkWrites {
  const { links } = tables
  return {
    ...linkReads(tx, tables),
    async insert(link, deviceCodeHash) {
      const rows = await tx
        .insert(links)
        .values({ ...link, deviceCodeHash })
        .onConflictDoNothing()
        .returning({ id: links.id })
      return rows.length === 1
    },
    async save({ id, ...link }) {
      await tx.update(links).set(link).where(eq(links.id, id))
    },
    async take(id) {
      const [row] = await tx
        .update(links)
        .set({ wrongNumbers: sql`${links.wrongNumbers}` })
        .where(eq(links.id, id))
        .returning()
      return row ? toLink(row) : null
    },
    async prune(before) {
      await tx.delete(links).where(lt(links.expiresAt, before))
    },
  }
}
