import { existsSync, statSync } from 'node:fs'
import Sqlite from 'better-sqlite3'
import { StoreRefusal } from './refusal.ts'

/** The one process that may write a SQLite file, and what it found of the one before. */
export type SqliteLock = {
  /** Whether the file is as a clean stop left it: then it needs no check. */
  readonly asLeft: boolean
  /** Gives the file back; `clean` notes how it looks now. */
  release(clean: boolean): void
}

/**
 * Takes the lock beside the file: a small SQLite file that is held locked, so the operating system gives it back however the
 * process ends. It also remembers how the last clean stop left the store. Anything else means that its end was not clean.
 * @throws StoreRefusal `in_use`, `no_access`
 */
export function lockSqlite(path: string): SqliteLock {
  const lock = openLock(`${path}.lock`)
  try {
    lock.pragma('locking_mode = EXCLUSIVE')
    lock.exec('BEGIN EXCLUSIVE; CREATE TABLE IF NOT EXISTS left_as (look TEXT NOT NULL)')
    const looks = lock.prepare<[], string>('SELECT look FROM left_as').pluck().all()
    lock.exec('DELETE FROM left_as; COMMIT') // EXCLUSIVE keeps the lock after the commit
    return {
      asLeft: looks.length === 1 && looks[0] === lookOf(path),
      release(clean) {
        if (clean) remember(lock, path)
        lock.close()
      },
    }
  } catch (error) {
    lock.close()
    throw refusalOf(path, error)
  }
}

function remember(lock: Sqlite.Database, path: string): void {
  try {
    lock.prepare('INSERT INTO left_as VALUES (?)').run(lookOf(path))
  } catch {
    // A full disk: then the next start checks the file, which is all that this saves.
  }
}

function openLock(path: string): Sqlite.Database {
  try {
    return new Sqlite(path, { timeout: 0 })
  } catch (error) {
    throw refusalOf(path, error)
  }
}

function refusalOf(path: string, error: unknown): StoreRefusal {
  if (error instanceof Sqlite.SqliteError && error.code.startsWith('SQLITE_BUSY'))
    return new StoreRefusal('in_use', `${path} is in use by another Signoff process. Stop that one first.`, error)
  const why = error instanceof Error ? error.message : String(error)
  return new StoreRefusal(
    'no_access',
    `${path} cannot be opened for writing (${why}). Check the disk and the permissions of its folder.`,
    error,
  )
}

function lookOf(path: string): string {
  if (!existsSync(path)) return 'none'
  const { size, mtimeMs } = statSync(path)
  return `${size} ${mtimeMs}`
}
