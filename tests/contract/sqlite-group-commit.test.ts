import Sqlite from 'better-sqlite3'
import { eq } from 'drizzle-orm'
import { afterEach, expect, it, vi } from 'vitest'
import type { Database } from '#db/database.ts'
import { openDatabase } from '#db/open.ts'
import { codeOf, failureOf } from './failure.ts'
import { temporaryFolder } from './temporary.ts'

const folder = temporaryFolder()
const opened: Database[] = []
let n = 0
const path = () => `${folder}/${n}/signoff.db`
async function open(query = ''): Promise<Database> {
  n += 1
  const db = await openDatabase(`file:${path()}${query}`)
  opened.push(db)
  return db
}
afterEach(() => Promise.all(opened.splice(0).map((db) => db.close())))

const department = (id: string, name = id) => ({ id, name, parentId: null })
async function add(db: Database, id: string, bytes = 0): Promise<void> {
  await db.write(async (tx) => void (await tx.insert(db.tables.departments).values(department(id, 'x'.repeat(bytes)))))
}
const count = async (db: Database) =>
  (await db.read.select({ id: db.tables.departments.id }).from(db.tables.departments)).length

/** How many commits another connection sees: SQLite counts them for each connection. */
function commitsSeenBy(watcher: Sqlite.Database): unknown {
  return watcher.pragma('data_version', { simple: true })
}

it('[SQ1] writes that are queued together share a commit', async () => {
  const db = await open()
  const watcher = new Sqlite(path(), { readonly: true })
  const versions = new Set<unknown>()
  await Promise.all(
    Array.from({ length: 100 }, async (_, i) => {
      await add(db, `dep_${i}`)
      versions.add(commitsSeenBy(watcher))
    }),
  )
  watcher.close()
  expect(await count(db)).toBe(100)
  expect(versions.size).toBeLessThan(10)
})

it('[SQ1] a group is bounded: a long queue is answered bit by bit', async () => {
  const db = await open()
  const sizes: number[] = []
  await Promise.all(
    Array.from({ length: 1000 }, async (_, i) => {
      await add(db, `dep_${i}`)
      sizes.push(await count(db))
    }),
  )
  expect(Math.min(...sizes)).toBeLessThanOrEqual(256)
  expect(Math.max(...sizes)).toBe(1000)
})

it('[SQ1] a write that throws takes nothing but its own with it, wherever it stands in its group', async () => {
  const db = await open()
  const failing = (id: string) =>
    db.write(async (tx) => {
      await tx.insert(db.tables.departments).values(department(id))
      throw new Error(id)
    })
  const writes = [failing('first'), add(db, 'a'), failing('between'), add(db, 'b'), failing('last')]
  const results = await Promise.allSettled(writes)
  expect(results.map((one) => one.status === 'rejected' && String(one.reason))).toEqual([
    'Error: first',
    false,
    'Error: between',
    false,
    'Error: last',
  ])
  const rows = await db.read.select({ id: db.tables.departments.id }).from(db.tables.departments)
  expect(rows.map(({ id }) => id).toSorted()).toEqual(['a', 'b'])
})

it('[SQ2] when the disk is full every write of the group fails alike, and nothing of it is stored', async () => {
  const db = await open('?max_page_count=120')
  await add(db, 'before')
  const results = await Promise.allSettled([add(db, 'small'), add(db, 'small-too'), add(db, 'huge', 1_000_000)])
  expect(results.map((result) => result.status === 'rejected' && codeOf(result.reason))).toEqual([
    'unavailable',
    'unavailable',
    'unavailable',
  ])
  const [first] = results
  expect(first?.status === 'rejected' && first.reason instanceof Error && codeOf(first.reason.cause)).toBe(
    'SQLITE_FULL',
  )
  expect(await count(db)).toBe(1)
})

it('[SQ2] after a full disk it goes on without a restart', async () => {
  const db = await open('?max_page_count=120')
  expect(codeOf(await failureOf(add(db, 'huge', 1_000_000)))).toBe('unavailable')
  await add(db, 'small')
  await db.ping()
  expect(await count(db)).toBe(1)
})

it('[SQ2] a write that swallows the fault cannot go on outside of its transaction', async () => {
  const db = await open('?max_page_count=120')
  const swallowing = db.write(async (tx) => {
    await Promise.allSettled([tx.insert(db.tables.departments).values(department('huge', 'x'.repeat(1_000_000)))])
    await Promise.allSettled([tx.insert(db.tables.departments).values(department('stray'))])
  })
  expect(codeOf(await failureOf(swallowing))).toBe('unavailable')
  expect(await count(db)).toBe(0)
})

it('[SQ2] a COMMIT that fails takes the whole group with it', async () => {
  const db = await open()
  // A deferred constraint is the one thing that a COMMIT itself can find wrong.
  const other = new Sqlite(path())
  other.exec('CREATE TABLE child (parent TEXT REFERENCES department(id) DEFERRABLE INITIALLY DEFERRED)')
  other.exec(
    `CREATE TRIGGER orphan AFTER INSERT ON department WHEN new.id = 'bad' BEGIN INSERT INTO child VALUES ('nobody'); END`,
  )
  other.close()
  const results = await Promise.allSettled([add(db, 'good'), add(db, 'bad'), add(db, 'good-too')])
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
  expect(await count(db)).toBe(0)
  await add(db, 'after')
  expect(await count(db)).toBe(1)
})

it('[SQ3] reading cannot write, and tx is of no use after its write', async () => {
  const db = await open()
  const tx = await db.write((it) => Promise.resolve(it))
  await expect((async () => tx.insert(db.tables.departments).values(department('late')))()).rejects.toThrow('store')
  expect(await count(db)).toBe(0)
})

it('[SQ4] a write that awaits something else is named by a warning', async () => {
  const warned = vi.spyOn(process, 'emitWarning').mockImplementation(() => undefined)
  const db = await open()
  await db.write(() => new Promise((resolve) => setImmediate(() => setImmediate(resolve))))
  expect(warned).toHaveBeenCalledOnce()
  warned.mockClear()
  await add(db, 'quick')
  expect(warned).not.toHaveBeenCalled()
})

it('[SQ5] closing lets what is queued finish, and refuses what comes after', async () => {
  const db = await open()
  const queued = Array.from({ length: 20 }, (_, i) => add(db, `dep_${i}`))
  const closing = db.close()
  const late = failureOf(add(db, 'late'))
  await Promise.all([...queued, closing])
  expect(codeOf(await late)).toBe('unavailable')
  const again = await openDatabase(`file:${path()}`)
  opened.push(again)
  expect(await count(again)).toBe(20)
  const rows = await again.read.select().from(again.tables.departments).where(eq(again.tables.departments.id, 'late'))
  expect(rows).toEqual([])
})
