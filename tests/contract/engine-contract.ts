import { and, asc, eq, gt, sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database, Writer } from '#db/database.ts'
import { isUniqueViolation } from '#db/faults.ts'
import { codeOf, failureOf } from './failure.ts'

/** What every engine owes the stores: docs/spec/log-and-store.md, part "The port". */
export function describeEngine(engine: string, open: () => Promise<Database>): void {
  describe(`the port on ${engine}`, () => {
    let db: Database
    let n = 0
    const fresh = () => `dep_${++n}`
    const add = (tx: Writer, id: string) => tx.insert(db.tables.departments).values({ id, name: id, parentId: null })
    const found = async (id: string) =>
      (await db.read.select().from(db.tables.departments).where(eq(db.tables.departments.id, id))).length === 1
    beforeAll(async () => void (db = await open()))
    afterAll(() => db.close())

    it('[ST1] a write that answered is there for every reader', async () => {
      const ids = Array.from({ length: 40 }, fresh)
      await Promise.all(
        ids.map(async (id) => {
          await db.write((tx) => add(tx, id).then(() => undefined))
          expect(await found(id)).toBe(true)
        }),
      )
    })

    it('[ST2] readers never see what is not committed', async () => {
      const id = fresh()
      const seen = await db.write(async (tx) => {
        await add(tx, id)
        return found(id)
      })
      expect(seen).toBe(false)
      expect(await found(id)).toBe(true)
    })

    it('[ST3] a write that throws leaves nothing, and takes no neighbour down', async () => {
      const ids = Array.from({ length: 30 }, fresh)
      const isBad = (i: number) => i % 3 === 1
      const results = await Promise.allSettled(
        ids.map((id, i) =>
          db.write(async (tx) => {
            await add(tx, id)
            if (isBad(i)) throw new Error(`no ${id}`)
          }),
        ),
      )
      expect(results.map(({ status }) => status)).toEqual(ids.map((_, i) => (isBad(i) ? 'rejected' : 'fulfilled')))
      expect(await Promise.all(ids.map(found))).toEqual(ids.map((_, i) => !isBad(i)))
    })

    it('[ST3] the error that a write threw is the error that its caller gets', async () => {
      const mine = new Error('mine')
      expect(await failureOf(db.write(() => Promise.reject(mine)))).toBe(mine)
    })

    it('[ST4] a broken unique index is told from a fault of the engine', async () => {
      const id = fresh()
      await db.write((tx) => add(tx, id).then(() => undefined))
      const error = await failureOf(db.write((tx) => add(tx, id).then(() => undefined)))
      expect(isUniqueViolation(error)).toBe(true)
      expect(codeOf(error)).not.toBe('unavailable')
    })

    it('[ST4] no error repeats what was to be stored', async () => {
      const id = fresh()
      await db.write((tx) => add(tx, id).then(() => undefined))
      const secret = 'hash-that-no-log-may-show'
      const error = await failureOf(
        db.write((tx) =>
          tx
            .insert(db.tables.departments)
            .values({ id, name: secret, parentId: null })
            .then(() => undefined),
        ),
      )
      expect(String(error)).not.toContain(secret)
    })

    it('[ST5] numbers, flags, JSON and null come back as they were stored', async () => {
      const { batches } = db.tables
      const odd = { nul: '\u0000', alone: '\ud800', big: 2 ** 53 - 1, small: 1e-7, deep: [{ b: 1, a: null }], 中: '文' }
      const row = {
        id: fresh(),
        requestedAt: 8_640_000_000_000_000,
        by: { kind: 'system', id: null, name: null },
        state: 'done',
        total: 2 ** 31 - 1,
        done: 0,
        failed: 0,
        plan: { sessions: [], next: 0, asked: odd, reason: '', callerSessionId: '' },
        outcomes: [],
      } as const
      await db.write((tx) =>
        tx
          .insert(batches)
          .values({ ...row, outcomes: [] })
          .then(() => undefined),
      )
      const [stored] = await db.read.select().from(batches).where(eq(batches.id, row.id))
      expect(stored).toEqual(row)
      await db.write((tx) =>
        tx
          .update(batches)
          .set({ plan: null })
          .where(eq(batches.id, row.id))
          .then(() => undefined),
      )
      expect(await db.read.select({ plan: batches.plan }).from(batches).where(eq(batches.id, row.id))).toEqual([
        { plan: null },
      ])
    })

    it('[ST5] what SQL computes is a number on every engine', async () => {
      const { streams } = db.tables
      const id = fresh()
      await db.write((tx) =>
        tx
          .insert(streams)
          .values({ id, head: 1, headAt: 1_767_323_045_678, headHash: '' })
          .then(() => undefined),
      )
      const rows = await db.read
        .select({ sum: sql`sum(${streams.headAt})`, max: sql`max(${streams.headAt}) + 1`, count: sql`count(*)` })
        .from(streams)
        .where(eq(streams.id, id))
      expect(rows).toEqual([{ sum: 1_767_323_045_678, max: 1_767_323_045_679, count: 1 }])
    })

    it('[ST6] text is compared as it is ordered, as cursors need it', async () => {
      const { departments } = db.tables
      const parentId = fresh()
      await db.write(async (tx) => {
        for (const name of ['a', 'B', 'ä', 'Z', '_', '0', '中'])
          await tx.insert(departments).values({ id: fresh(), name, parentId })
      })
      const after = (name: string) =>
        db.read
          .select({ name: departments.name })
          .from(departments)
          .where(and(eq(departments.parentId, parentId), gt(departments.name, name)))
          .orderBy(asc(departments.name))
      const all = await after('')
      expect(all).toHaveLength(7)
      for (const [i, { name }] of all.entries()) expect(await after(name)).toEqual(all.slice(i + 1))
    })

    it('[ST7] a read-modify-write of one row is serialised by the update that takes it', async () => {
      const { streams } = db.tables
      const id = fresh()
      await db.write((tx) =>
        tx
          .insert(streams)
          .values({ id, head: 0, headAt: 0, headHash: '' })
          .then(() => undefined),
      )
      const heads = await Promise.all(
        Array.from({ length: 40 }, () =>
          db.write(async (tx) => {
            const [row] = await tx
              .update(streams)
              .set({ head: sql`${streams.head}` })
              .where(eq(streams.id, id))
              .returning()
            const head = (row?.head ?? 0) + 1
            await tx.update(streams).set({ head }).where(eq(streams.id, id))
            return head
          }),
        ),
      )
      expect(heads.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, i) => i + 1))
    })

    it('[ST8] commits wait for the disk on every connection', async () => {
      await db.ping()
    })
  })
}
