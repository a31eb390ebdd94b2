import { eq, sql } from 'drizzle-orm'
import type { BatchReads, BatchWrites, KeyReads, KeyWrites } from '#domain/store.ts'
import type { Reader, Writer } from '../database.ts'
import { prepared, preparedInsert } from '../prepared.ts'
import type { Tables } from '../tables.ts'

export function batchReads(db: Reader, { batches, previews }: Tables): BatchReads {
  const byId = prepared('batch.get', () =>
    db
      .select()
      .from(batches)
      .where(eq(batches.id, sql.placeholder('id')))
      .limit(1),
  )
  return {
    async get(id) {
      const [row] = await byId({ id })
      return row ?? null
    },
    running: async () => db.select().from(batches).where(eq(batches.state, 'running')),
    async preview(id) {
      const [row] = await db.select().from(previews).where(eq(previews.id, id)).limit(1)
      return row ?? null
    },
  }
}

export function batchWrites(tx: Writer, tables: Tables): BatchWrites {
  const { batches, previews } = tables
  const insert = preparedInsert('batch', tx, batches)
  return {
    ...batchReads(tx, tables),
    insert: (batch) => insert([batch]),
    async take(id) {
      // An update that changes nothing takes the row's lock on Postgres; SQLite has one writer anyway.
      const [row] = await tx.update(batches).set({ id }).where(eq(batches.id, id)).returning()
      return row ?? null
    },
    async save({ id, ...batch }) {
      await tx.update(batches).set(batch).where(eq(batches.id, id))
    },
    async insertPreview(preview) {
      await tx.insert(previews).values(preview)
    },
  }
}

export function keyReads(db: Reader, { signingKeys }: Tables): KeyReads {
  return { signing: async () => db.select().from(signingKeys).orderBy(signingKeys.createdAt) }
}

export function keyWrites(tx: Writer, tables: Tables): KeyWrites {
  const { signingKeys } = tables
  return {
    ...keyReads(tx, tables),
    async insert(key) {
      await tx.insert(signingKeys).values(key)
    },
    async retire(kid, at) {
      await tx.update(signingKeys).set({ retiredAt: at }).where(eq(signingKeys.kid, kid))
    },
  }
}
