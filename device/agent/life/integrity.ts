import { open, readFile, stat } from 'node:fs/promises'
import type { DataKey } from '#device/client/index.ts'
import { listFiles, type Place } from '../files/guarded-files.ts'
import { isWhole } from '../records/own-records.ts'

export type Integrity = 'complete' | 'damaged' | 'unknown'

const SQLITE_MAGIC = 'SQLite format 3\0'
/** A larger text is not read whole for this: it counts as not judged. */
const MOST_BYTES = 64 * 1_024 * 1_024

/**
 * Looks at every record after a kill (guide statement 2.15): JSON and lines of JSON are parsed, SQLite checks itself, sealed lines
 * authenticate. `damaged` when one is broken; `unknown` when none is, but there is nothing or something that cannot be judged.
 */
export async function checkIntegrity(places: readonly Place[], key: DataKey): Promise<Integrity> {
  const files = (await listFiles(places, new Set(['records'] as const))).filter(({ regular }) => regular)
  const found = await Promise.all(files.map(({ path }) => checkRecord(path, key)))
  if (found.includes('damaged')) return 'damaged'
  return found.length === 0 || found.includes('unknown') ? 'unknown' : 'complete'
}

export async function checkRecord(path: string, key: DataKey): Promise<Integrity> {
  if (path.endsWith('.sealed')) {
    if ((await key.key()) === null) return 'unknown' // nothing can be said of what is closed
    return (await isWhole(path, key)) ? 'complete' : 'damaged'
  }
  const { size } = await stat(path)
  if (await isSqlite(path)) return checkSqlite(path)
  if (size > MOST_BYTES) return 'unknown'
  if (path.endsWith('.json')) return parses([await readFile(path, 'utf8')])
  if (!path.endsWith('.jsonl')) return 'unknown'
  const text = await readFile(path, 'utf8')
  if (text !== '' && !text.endsWith('\n')) return 'damaged'
  return parses(text.split('\n').slice(0, -1))
}

function parses(texts: readonly string[]): Integrity {
  try {
    for (const text of texts) JSON.parse(text)
    return 'complete'
  } catch {
    return 'damaged'
  }
}

async function isSqlite(path: string): Promise<boolean> {
  const file = await open(path, 'r')
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(SQLITE_MAGIC.length), 0, SQLITE_MAGIC.length, 0)
    return buffer.subarray(0, bytesRead).toString('latin1') === SQLITE_MAGIC
  } finally {
    await file.close()
  }
}

/** A Node before 22.5 has no SQLite of its own: then it cannot be judged. */
async function checkSqlite(path: string): Promise<Integrity> {
  const sqlite = await import('node:sqlite').catch(() => null)
  if (sqlite === null) return 'unknown'
  try {
    const database = new sqlite.DatabaseSync(path, { readOnly: true })
    const [row] = database.prepare('PRAGMA quick_check').all()
    database.close()
    return row?.quick_check === 'ok' ? 'complete' : 'damaged'
  } catch {
    return 'damaged'
  }
}
