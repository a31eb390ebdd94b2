import { accessSync, constants, existsSync, statSync } from 'node:fs'
import Sqlite from 'better-sqlite3'
import { restoreHint } from './backup-list.ts'
import { StoreRefusal } from './refusal.ts'
import { readHeader, type SqliteHeader } from './sqlite-header.ts'

/** "SgnO": the mark of our files in SQLite's header (PRAGMA application_id). */
export const APPLICATION_ID = 0x53676e4f

/** How much is looked at: whether it is ours, or also every page (`quick`), or also every index (`full`). */
export type Depth = 'ours' | 'quick' | 'full'

/**
 * Looks at a SQLite file without changing a byte of it.
 * @returns whether there is a store: false for a missing or empty file
 * @throws StoreRefusal `not_a_database`, `foreign`, `corrupt`, `no_access`
 */
export function checkSqlite(path: string, depth: Depth): boolean {
  if (!existsSync(path) || statSync(path).size === 0) return false
  const header = readHeader(path)
  if (header === null)
    throw new StoreRefusal(
      'not_a_database',
      `${path} is not a SQLite database, or its start is damaged. It was left as it is. ${restoreHint(path)}`,
    )
  try {
    return look(path, depth)
  } catch (error) {
    if (!(error instanceof Sqlite.SqliteError)) throw error
    if (error.code !== 'SQLITE_READONLY_ROLLBACK' || !maybeOurs(header)) throw corrupt(path, error.message, error)
    rollBack(path)
    return look(path, depth)
  }
}

function look(path: string, depth: Depth): boolean {
  const client = new Sqlite(path, { readonly: true, fileMustExist: true })
  try {
    const id = client.pragma('application_id', { simple: true })
    const objects = client.prepare<[], number>('SELECT count(*) FROM sqlite_schema').pluck().get() ?? 0
    if (id === 0 && objects === 0) return false
    if (id !== APPLICATION_ID)
      throw new StoreRefusal(
        'foreign',
        `${path} is a SQLite database of another program. It was left as it is. Set DATABASE_URL to another file.`,
      )
    if (depth !== 'ours')
      assertSound(path, client.pragma(depth === 'quick' ? 'quick_check(1)' : 'integrity_check(1)', { simple: true }))
    return true
  } finally {
    client.close()
  }
}

function maybeOurs({ applicationId, schemaIsEmpty }: SqliteHeader): boolean {
  return applicationId === APPLICATION_ID || (applicationId === 0 && schemaIsEmpty)
}

/** What was killed while it made the file, or switched it to a write-ahead log, left a journal that only a writer can play back. */
function rollBack(path: string): void {
  const client = new Sqlite(path, { fileMustExist: true })
  try {
    client.pragma('schema_version')
  } finally {
    client.close()
  }
}

function assertSound(path: string, verdict: unknown): void {
  if (verdict !== 'ok') throw corrupt(path, String(verdict).split('\n').at(-1) ?? '')
}

function corrupt(path: string, detail: string, cause?: unknown): StoreRefusal {
  return new StoreRefusal(
    'corrupt',
    `${path} is damaged (${detail}). It was left as it is. ${restoreHint(path)}`,
    cause,
  )
}

/** @throws StoreRefusal `no_access` when the file is there and may not be written */
export function assertWritable(path: string): void {
  try {
    if (existsSync(path)) accessSync(path, constants.R_OK | constants.W_OK)
  } catch (error) {
    throw new StoreRefusal(
      'no_access',
      `${path} may not be written. Check its permissions and whether the disk is mounted read-only.`,
      error,
    )
  }
}
