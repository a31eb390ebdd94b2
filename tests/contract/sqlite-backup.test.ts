import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync, statSync, watch, writeFileSync } from 'node:fs'
import Sqlite from 'better-sqlite3'
import { expect, it } from 'vitest'
import { backupsOf } from '#db/backup-list.ts'
import type { Database } from '#db/database.ts'
import { backupStore, restoreStoreFile } from '#db/maintenance.ts'
import { openDatabase } from '#db/open.ts'
import { codeOf, failureOf } from './failure.ts'
import { temporaryFolder } from './temporary.ts'

const folder = temporaryFolder()
const NOW = '2026-01-02T03:04:05.678Z'
let n = 0
const fresh = () => `${folder}/${++n}.db`
const ids = async (db: Database) =>
  (await db.read.select({ id: db.tables.departments.id }).from(db.tables.departments)).map(({ id }) => id).toSorted()
const add = (db: Database, id: string) =>
  db.write(async (tx) => void (await tx.insert(db.tables.departments).values({ id, name: id, parentId: null })))
const nothing = () => Promise.resolve()

async function open(path: string): Promise<Database> {
  return openDatabase(`file:${path}`)
}
async function read(path: string): Promise<string[]> {
  const db = await open(path)
  const found = await ids(db)
  await db.close()
  return found
}
/** A store with one row, and a backup of it; then a second row. */
async function yesterday(): Promise<{ path: string; backup: string }> {
  const path = fresh()
  const backup = `${path}.backup`
  const db = await open(path)
  await add(db, 'old')
  backupStore(`file:${path}`, backup, NOW, false)
  await add(db, 'new')
  await db.close()
  return { path, backup }
}

it('[BK1] backs up a store that is in use: the copy is whole, sound, private, and listed', async () => {
  const path = fresh()
  const db = await open(path)
  await add(db, 'before')
  const writing = Promise.all(Array.from({ length: 50 }, (_, i) => add(db, `dep_${i}`)))
  const backup = backupStore(`file:${path}`, `${path}.backup`, NOW, false)
  await writing
  await db.close()
  expect(backup).toEqual({ file: `${path}.backup`, at: NOW, bytes: statSync(`${path}.backup`).size })
  expect(statSync(backup.file).mode & 0o777).toBe(0o600)
  expect(backupsOf(path)).toEqual([backup])
  const copy = new Sqlite(backup.file, { readonly: true })
  expect(copy.pragma('integrity_check', { simple: true })).toBe('ok')
  copy.close()
  expect(await read(backup.file)).toContain('before')
})

it('[BK2] does not overwrite a file without --force, nor the store itself ever', async () => {
  const { path, backup } = await yesterday()
  const before = readFileSync(backup)
  await expect(async () => backupStore(`file:${path}`, backup, NOW, false)).rejects.toMatchObject({ code: 'exists' })
  expect(readFileSync(backup).equals(before)).toBe(true)
  await expect(async () => backupStore(`file:${path}`, path, NOW, true)).rejects.toMatchObject({ code: 'exists' })
  backupStore(`file:${path}`, backup, NOW, true)
  expect(await read(backup)).toEqual(['new', 'old'])
  expect(backupsOf(path)).toHaveLength(1)
})

it('[BK2] has nothing to back up where there is no store', async () => {
  await expect(async () => backupStore(`file:${fresh()}`, fresh(), NOW, false)).rejects.toMatchObject({
    code: 'missing',
  })
})

it('[BK3] a backup that was killed is not listed, has no name, and its rest goes with the next one (quality.md, A8)', async () => {
  const { path } = await yesterday()
  const target = `${path}.killed`
  const code = `(await import('#db/maintenance.ts')).backupStore(${JSON.stringify(`file:${path}`)}, ${JSON.stringify(target)}, '', false)`
  const watcher = watch(folder)
  const child = spawn(process.execPath, ['--input-type=module', '--eval', code])
  watcher.on('change', (_, name) => name?.includes('.partial-') && child.kill('SIGKILL'))
  await once(child, 'exit')
  watcher.close()
  writeFileSync(`${target}.partial-${child.pid}`, 'half')
  expect(existsSync(target)).toBe(false)
  expect(backupsOf(path)).toHaveLength(1)
  backupStore(`file:${path}`, target, NOW, false)
  expect(readdirSync(folder).filter((name) => name.includes('partial'))).toEqual([])
})

it('[BK4] restores a backup, does to it what must be done, and keeps the present file beside it', async () => {
  const { path, backup } = await yesterday()
  const { setAside } = await restoreStoreFile(`file:${path}`, backup, '20260102', (db) => add(db, 'finished'))
  expect(await read(path)).toEqual(['finished', 'old'])
  expect(setAside).toBe(`${path}.before-restore-20260102`)
  expect(await read(String(setAside))).toEqual(['new', 'old'])
  expect(await read(backup)).toEqual(['old'])
})

it('[BK4] keeps what lay in the write-ahead log of a store that was killed', async () => {
  const { path, backup } = await yesterday()
  const code = `const db = await (await import('#db/open.ts')).openDatabase(${JSON.stringify(`file:${path}`)})
    await db.write(async (tx) => { await tx.insert(db.tables.departments).values({ id: 'in-the-log', name: 'x', parentId: null }) })
    process.kill(process.pid, 'SIGKILL')`
  await once(spawn(process.execPath, ['--input-type=module', '--eval', code], { stdio: 'inherit' }), 'exit')
  expect(statSync(`${path}-wal`).size).toBeGreaterThan(0)
  const { setAside } = await restoreStoreFile(`file:${path}`, backup, 's', nothing)
  expect(await read(path)).toEqual(['old'])
  expect(await read(String(setAside))).toEqual(['in-the-log', 'new', 'old'])
})

it('[BK5] refuses while the server runs, and changes nothing', async () => {
  const { path, backup } = await yesterday()
  const db = await open(path)
  expect(codeOf(await failureOf(restoreStoreFile(`file:${path}`, backup, 's', nothing)))).toBe('in_use')
  expect(await ids(db)).toEqual(['new', 'old'])
  await db.close()
})

it('[BK5] refuses a backup that is missing, foreign or damaged, and changes nothing', async () => {
  const { path, backup } = await yesterday()
  const foreign = fresh()
  new Sqlite(foreign).exec('CREATE TABLE t (a)').close()
  const damaged = fresh()
  const bytes = readFileSync(backup)
  bytes.fill(0xa5, 4096 * 2, 4096 * 8)
  writeFileSync(damaged, bytes)
  for (const [file, code] of [
    [fresh(), 'missing'],
    [foreign, 'foreign'],
    [damaged, 'corrupt'],
    [path, 'exists'],
  ] as const)
    expect(codeOf(await failureOf(restoreStoreFile(`file:${path}`, file, 's', nothing)))).toBe(code)
  expect(await read(path)).toEqual(['new', 'old'])
})

it('[BK5] what fails half-way leaves the present store in its place, and nothing else', async () => {
  const { path, backup } = await yesterday()
  const error = new Error('no')
  expect(await failureOf(restoreStoreFile(`file:${path}`, backup, 's', () => Promise.reject(error)))).toBe(error)
  expect(await read(path)).toEqual(['new', 'old'])
  expect(readdirSync(folder).filter((name) => name.includes('restor') && name.startsWith(`${n}.`))).toEqual([])
})

it('[BK6] a damaged store names the last backup, and that command brings it back (quality.md, B5)', async () => {
  const { path, backup } = await yesterday()
  const bytes = readFileSync(path)
  bytes.fill(0xa5, 4096)
  writeFileSync(path, bytes)
  const refused = await failureOf(open(path))
  expect(String(refused)).toMatch(new RegExp(`npm run restore -- ${backup}$`))
  const { setAside } = await restoreStoreFile(`file:${path}`, backup, 's', nothing)
  expect(await read(path)).toEqual(['old'])
  expect(readFileSync(String(setAside)).equals(bytes)).toBe(true)
})

it('[BK7] Postgres is sent to its own tools', async () => {
  await expect(async () => backupStore('postgres://h/d', 'f', NOW, false)).rejects.toThrow('pg_dump')
  await expect(restoreStoreFile('postgres://h/d', 'f', 's', nothing)).rejects.toThrow('npm run restore -- --after')
})
