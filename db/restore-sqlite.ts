import { chmodSync, constants, copyFileSync, existsSync, linkSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import Sqlite from 'better-sqlite3'
import { toDisk } from './backup-sqlite.ts'
import type { Database } from './database.ts'
import { migrateSqlite } from './migrate-sqlite.ts'
import { StoreRefusal } from './refusal.ts'
import { checkSqlite } from './sqlite-check.ts'
import { lockSqlite } from './sqlite-lock.ts'
import { openSqlite } from './sqlite.ts'

/** Where the file that was replaced lies now, or null when there was none. */
export type Restored = { readonly setAside: string | null }

/**
 * Puts a backup in the place of the store. The server must be stopped. All that restoring does to the data (`finish`: it ends every
 * session of the past) happens to a copy; then the copy takes the store's name in one step, so a kill leaves the one or the other.
 * @param stamp goes into the name of the file that is set aside
 * @throws StoreRefusal `in_use`, `missing`, and those of `checkSqlite`
 */
export async function restoreSqlite(
  path: string,
  backup: string,
  stamp: string,
  finish: (database: Database) => Promise<void>,
): Promise<Restored> {
  const source = resolve(backup)
  if (source === path) throw new StoreRefusal('exists', `${source} is the store itself. Name a backup.`)
  if (!checkSqlite(source, 'full'))
    throw new StoreRefusal('missing', `${source} is no backup: there is no such file, or it is empty.`)
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const lock = lockSqlite(path)
  const copy = `${path}.restoring`
  try {
    await prepare(source, copy, finish)
    const setAside = existsSync(path) ? keepBeside(path, stamp) : null
    renameSync(copy, path)
    toDisk(dirname(path))
    lock.release(true)
    return { setAside }
  } catch (error) {
    lock.release(false)
    throw error
  } finally {
    removeStore(copy)
  }
}

async function prepare(source: string, copy: string, finish: (database: Database) => Promise<void>): Promise<void> {
  removeStore(copy)
  copyFileSync(source, copy, constants.COPYFILE_EXCL)
  chmodSync(copy, 0o600)
  migrateSqlite(copy)
  const database = openSqlite(copy)
  try {
    await finish(database)
  } finally {
    await database.close()
  }
  rollIn(copy)
  toDisk(copy)
}

/** Keeps the present file under a name with the time. It stays in its place until the copy's rename. */
function keepBeside(path: string, stamp: string): string {
  const aside = `${path}.before-restore-${stamp}`
  if (!tryRollIn(path)) for (const tail of ['-wal', '-shm']) move(`${path}${tail}`, `${aside}${tail}`)
  try {
    linkSync(path, aside)
  } catch {
    copyFileSync(path, aside, constants.COPYFILE_EXCL) // a file system without links
  }
  return aside
}

/** Brings a write-ahead log into its file: one that stayed would be read into the restored file. */
function rollIn(path: string): void {
  const client = new Sqlite(path)
  try {
    client.pragma('wal_checkpoint(TRUNCATE)')
  } finally {
    client.close()
  }
}

/** False for a file that is too damaged to be opened. */
function tryRollIn(path: string): boolean {
  try {
    rollIn(path)
    return !existsSync(`${path}-wal`)
  } catch {
    return false
  }
}

function move(from: string, to: string): void {
  if (existsSync(from)) renameSync(from, to)
}

function removeStore(path: string): void {
  for (const tail of ['', '-wal', '-shm', '-journal']) rmSync(`${path}${tail}`, { force: true })
}
