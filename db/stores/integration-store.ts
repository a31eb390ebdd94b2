import { and, desc, eq, isNull } from 'drizzle-orm'
import type { IntegrationReads, IntegrationWrites } from '#domain/store.ts'
import type { IntegrationKey } from '#domain/integration.ts'
import type { Reader, Writer } from '../database.ts'
import type { Tables } from '../tables.ts'

type Row = Tables['integrationKeys']['$inferSelect']
function toKey({ tokenHash: _, ...key }: Row): IntegrationKey {
  return key
}

export function integrationReads(db: Reader, { integrationKeys: keys }: Tables): IntegrationReads {
  const first = (rows: Row[]) => (rows[0] ? toKey(rows[0]) : null)
  return {
    get: async (id) => first(await db.select().from(keys).where(eq(keys.id, id)).limit(1)),
    byHash: async (hash) => first(await db.select().from(keys).where(eq(keys.tokenHash, hash)).limit(1)),
    list: async () => (await db.select().from(keys).orderBy(desc(keys.createdAt), desc(keys.id))).map(toKey),
  }
}

export function integrationWrites(tx: Writer, tables: Tables): IntegrationWrites {
  const { integrationKeys: keys } = tables
  return {
    ...integrationReads(tx, tables),
    async insert(key, tokenHash) {
      await tx.insert(keys).values({ ...key, tokenHash })
    },
    async revoke(id, at) {
      const rows = await tx
        .update(keys)
        .set({ revokedAt: at })
        .where(and(eq(keys.id, id), isNull(keys.revokedAt)))
        .returning({ id: keys.id })
      return rows.length === 1
    },
    async setOwner(id, ownerId) {
      await tx.update(keys).set({ ownerId }).where(eq(keys.id, id))
    },
    async used(id, at) {
      await tx.update(keys).set({ lastUsedAt: at }).where(eq(keys.id, id))
    },
    async revokeAll(at) {
      await tx.update(keys).set({ revokedAt: at }).where(isNull(keys.revokedAt))
    },
  }
}
