import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  closeSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  statSync,
  watch,
  writeFileSync,
  writeSync,
} from 'node:fs'
import Sqlite from 'better-sqlite3'
import { expect, it } from 'vitest'
import { locate } from '#db/location.ts'
import { openDatabase } from '#db/open.ts'
import { codeOf, failureOf } from './failure.ts'
import { temporaryFolder } from './temporary.ts'

const folder = temporaryFolder()
let n = 0
const fresh = () => `${folder}/${++n}.db`
const department = { id: 'dep_1', name: '销售', parentId: null }

async function filled(path: string): Promise<void> {
  const db = await openDatabase(`file:${path}`)
  await db.write(async (tx) => {
    const rows = Array.from({ length: 400 }, (_, i) => ({ ...department, id: `dep_${i}` }))
    await tx.insert(db.tables.departments).values(rows)
  })
  await db.close()
}

/** A process that opens the store, says so, and waits to be killed. */
async function holder(path: string): Promise<{ kill: () => Promise<void> }> {
  const code = `const { openDatabase } = await import('#db/open.ts')
    const db = await openDatabase(${JSON.stringify(`file:${path}`)})
    await db.write(async (tx) => { await tx.insert(db.tables.departments).values({ id: 'dep_held', name: 'x', parentId: null }) })
    console.log('open'); setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '--eval', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(child.stdout, 'data')
  const exited = once(child, 'exit')
  return {
    kill: async () => {
      child.kill('SIGKILL')
      await exited
    },
  }
}

/** Starts a process that opens the store, and kills it as soon as a file with this name appears. */
async function killedWhen(appears: string, inFolder: string, path: string): Promise<void> {
  const watcher = watch(inFolder)
  const child = spawn(process.execPath, [
    '--input-type=module',
    '--eval',
    `(await import('#db/open.ts')).openDatabase(${JSON.stringify(`file:${path}`)})`,
  ])
  watcher.on('change', (_, name) => name === appears && child.kill('SIGKILL'))
  await once(child, 'exit')
  watcher.close()
}

function overwrite(path: string, page: number): void {
  const file = openSync(path, 'r+')
  writeSync(file, Buffer.alloc(4096, 0xa5), 0, 4096, (page - 1) * 4096)
  closeSync(file)
}

/** The root page of a table that holds rows. */
function pageOf(path: string, table: string): number {
  const client = new Sqlite(path, { readonly: true })
  const page = client.prepare<[string], number>('SELECT rootpage FROM sqlite_schema WHERE name = ?').pluck().get(table)
  client.close()
  if (page === undefined) throw new Error(`no table ${table}`)
  return page
}

it('[OP1] reads DATABASE_URL', () => {
  expect(locate('file:/nowhere/a b/x.db')).toEqual({ engine: 'sqlite', path: '/nowhere/a b/x.db', maxPages: undefined })
  expect(locate('file:///nowhere/x.db?max_page_count=9')).toEqual({
    engine: 'sqlite',
    path: '/nowhere/x.db',
    maxPages: 9,
  })
  expect(locate('postgres://u@h/d')).toEqual({ engine: 'postgres', url: 'postgres://u@h/d' })
  for (const bad of ['', 'file:', 'mysql://h', 'signoff.db']) expect(() => locate(bad)).toThrow('DATABASE_URL')
})

it('[OP2] makes the folder and the file, for this user alone', async () => {
  const path = `${folder}/new/deep/signoff.db`
  await (await openDatabase(`file:${path}`)).close()
  expect(statSync(path).mode & 0o777).toBe(0o600)
  const client = new Sqlite(path, { readonly: true })
  expect(client.pragma('application_id', { simple: true })).toBe(0x53676e4f)
  client.close()
})

it('[OP2] a second start finds what the first stored', async () => {
  const path = fresh()
  await filled(path)
  const db = await openDatabase(`file:${path}`)
  expect(await db.read.select().from(db.tables.departments)).toHaveLength(400)
  await db.close()
})

it('[OP3] one process at a time has the file, also under another name; kill -9 gives it back', async () => {
  const path = fresh()
  const other = await holder(path)
  const refused = await failureOf(openDatabase(`file:${folder}/./${n}.db`))
  expect([codeOf(refused), String(refused)]).toEqual([
    'in_use',
    expect.stringMatching(/^StoreRefusal: .*in use by another Signoff process\. Stop that one first\.$/),
  ])
  await other.kill()
  const db = await openDatabase(`file:${path}`)
  expect(await db.read.select({ id: db.tables.departments.id }).from(db.tables.departments)).toEqual([
    { id: 'dep_held' },
  ])
  expect(codeOf(await failureOf(openDatabase(`file:${path}`)))).toBe('in_use')
  await db.close()
})

it.each([1, 2, 3])('[OP3] killed after start number %i, it starts again (quality.md, A6)', async () => {
  const path = `${folder}/a6.db`
  const other = await holder(path).catch(() => null)
  await other?.kill()
  const client = new Sqlite(path)
  client.exec('DELETE FROM department')
  client.close()
  await (await openDatabase(`file:${path}`)).close()
})

it('[OP4] refuses a file that is no database, and a database of another program, and leaves both as they are', async () => {
  const text = fresh()
  writeFileSync(text, 'these are my notes, and not a database at all')
  const refused = await failureOf(openDatabase(`file:${text}`))
  expect(codeOf(refused)).toBe('not_a_database')
  expect(readFileSync(text, 'utf8')).toBe('these are my notes, and not a database at all')

  const foreign = fresh()
  const client = new Sqlite(foreign)
  client.exec('CREATE TABLE bookmark (url TEXT)')
  client.close()
  const before = readFileSync(foreign)
  const mine = await failureOf(openDatabase(`file:${foreign}`))
  expect(codeOf(mine)).toBe('foreign')
  expect(String(mine)).not.toContain('\n')
  expect(readFileSync(foreign)).toEqual(before)
  expect(existsSync(`${foreign}.lock`)).toBe(false)
})

/** A copy of a file as a kill in the middle of a write leaves it: with a journal that has to be played back. */
function killedInside(path: string, table: string): string {
  const copy = `${path}.killed`
  const client = new Sqlite(path)
  client.pragma('journal_mode = DELETE')
  client.pragma('cache_size = 1') // spills into the file before the commit
  client.exec(`BEGIN; UPDATE ${table} SET name = hex(randomblob(3000))`)
  for (const tail of ['', '-journal']) copyFileSync(`${path}${tail}`, `${copy}${tail}`)
  client.exec('ROLLBACK')
  client.close()
  return copy
}

it('[OP4] plays the journal of a killed writer back when the file is ours, and touches no other program’s', async () => {
  const path = fresh()
  await filled(path)
  const db = await openDatabase(`file:${killedInside(path, 'department')}`)
  const rows = await db.read.select({ name: db.tables.departments.name }).from(db.tables.departments)
  expect(new Set(rows.map(({ name }) => name))).toEqual(new Set([department.name]))
  await db.close()

  const foreign = fresh()
  const client = new Sqlite(foreign)
  client.exec(
    'CREATE TABLE bookmark (name TEXT); WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 500) INSERT INTO bookmark SELECT i FROM n',
  )
  client.close()
  const killed = killedInside(foreign, 'bookmark')
  const before = readFileSync(killed)
  expect(codeOf(await failureOf(openDatabase(`file:${killed}`)))).toBe('corrupt')
  expect(readFileSync(killed).equals(before)).toBe(true)
})

it('[OP5] finds an overwritten page, says what to do in one line, and leaves the file as it is (quality.md, B5)', async () => {
  const path = fresh()
  await filled(path)
  overwrite(path, pageOf(path, 'department'))
  const before = readFileSync(path)
  for (let again = 0; again < 2; again++) {
    const refused = await failureOf(openDatabase(`file:${path}`))
    expect(codeOf(refused)).toBe('corrupt')
    expect(String(refused)).toMatch(/^StoreRefusal: .* is damaged .* npm run restore -- FILE$/)
    expect(readFileSync(path).equals(before)).toBe(true)
  }
})

it('[OP5] finds a page that was overwritten while nobody had stopped it cleanly', async () => {
  const path = fresh()
  await filled(path)
  await (await holder(path)).kill()
  overwrite(path, pageOf(path, 'department'))
  expect(codeOf(await failureOf(openDatabase(`file:${path}`)))).toBe('corrupt')
})

it('[OP5] finds that the first page is gone', async () => {
  const path = fresh()
  await filled(path)
  overwrite(path, 1)
  expect(codeOf(await failureOf(openDatabase(`file:${path}`)))).toBe('not_a_database')
})

it('[OP6] refuses a store of another version, and leaves it as it is', async () => {
  const path = fresh()
  await filled(path)
  const client = new Sqlite(path)
  client.exec(`INSERT INTO applied_migration (hash) VALUES ('of the future')`)
  client.close()
  const refused = await failureOf(openDatabase(`file:${path}`))
  expect(codeOf(refused)).toBe('newer')
})

it.each(['s.db', 's.db.lock', 's.db-wal', 's.db-shm', 's.db.lock-journal'])(
  '[OP6] killed when %s appeared, it starts with the whole schema (quality.md, A7)',
  async (name) => {
    const own = `${folder}/a7-${name}`
    mkdirSync(own)
    await killedWhen(name, own, `${own}/s.db`)
    await filled(`${own}/s.db`)
  },
)

it('[OP7] says that a folder is no database', async () => {
  expect(codeOf(await failureOf(openDatabase(`file:${folder}`)))).toBe('not_a_database')
})

it('[OP7] says that the folder cannot be made (quality.md, B3)', async () => {
  writeFileSync(`${folder}/a-file`, '')
  expect(codeOf(await failureOf(openDatabase(`file:${folder}/a-file/signoff.db`)))).toBe('no_access')
})
