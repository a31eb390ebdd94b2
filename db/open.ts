import { closeSync, mkdirSync, openSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Database } from './database.ts'
import { locate } from './location.ts'
import { migrateSqlite } from './migrate-sqlite.ts'
import { StoreRefusal } from './refusal.ts'
import { assertWritable, checkSqlite } from './sqlite-check.ts'
import { lockSqlite, type SqliteLock } from './sqlite-lock.ts'
import { openSqlite } from './sqlite.ts'

/**
 * Opens the store of `DATABASE_URL`, migrated to the present schema, or says in one line why not (and has changed nothing).
 * A SQLite file belongs to one process at a time; unless its last stop was clean, its pages are checked first.
 * @throws StoreRefusal
 */
export async function openDatabase(url: string): Promise<Database> {
  const location = locate(url)
  if (location.engine === 'sqlite') return openFile(location.path, location.maxPages)
  return openServer(location.url)
}

/** Postgres' driver is loaded where there is a Postgres: a file's users need not wait for it at every start. */
async function openServer(url: string): Promise<Database> {
  const { migratePostgres } = await import('./migrate-postgres.ts')
  const { openPostgres } = await import('./postgres.ts')
  await migratePostgres(url)
  return openPostgres(url)
}

function openFile(path: string, maxPages: number | undefined): Database {
  makeFolder(path)
  assertWritable(path)
  checkSqlite(path, 'ours') // before the lock: nothing is put beside a file of another program
  const lock = lockSqlite(path)
  try {
    checkSqlite(path, lock.asLeft ? 'ours' : 'quick')
    createPrivate(path)
    migrateSqlite(path)
    return released(openSqlite(path, { maxPages }), lock)
  } catch (error) {
    lock.release(false)
    throw error
  }
}

function released(database: Database, lock: SqliteLock): Database {
  let closing: Promise<void> | undefined
  const close = async () => {
    await database.close()
    lock.release(true)
  }
  return { ...database, close: () => (closing ??= close()) }
}

function makeFolder(path: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  } catch (error) {
    throw new StoreRefusal(
      'no_access',
      `${dirname(path)} cannot be made (${String(error)}). Check SIGNOFF_DATA.`,
      error,
    )
  }
}

/** Nobody else on the machine reads it; SQLite gives its other files the same mode. */
function createPrivate(path: string): void {
  closeSync(openSync(path, 'a', 0o600))
}
