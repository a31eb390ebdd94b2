import { closeSync, openSync, readSync, statSync } from 'node:fs'
import { StoreRefusal } from './refusal.ts'

/** The first bytes of a SQLite file, read as bytes (https://sqlite.org/fileformat2.html, parts 1.3 and 1.6). */
export type SqliteHeader = { readonly applicationId: number; readonly schemaIsEmpty: boolean }

const MAGIC = 'SQLite format 3\0'
const APPLICATION_ID_AT = 68
const SCHEMA_CELLS_AT = 103

/**
 * The header, or null for what is no SQLite file.
 * @throws StoreRefusal `no_access`
 */
export function readHeader(path: string): SqliteHeader | null {
  const bytes = Buffer.alloc(SCHEMA_CELLS_AT + 2)
  const file = open(path)
  try {
    if (!statSync(path).isFile() || readSync(file, bytes, 0, bytes.length, 0) < bytes.length) return null
  } finally {
    closeSync(file)
  }
  if (bytes.toString('latin1', 0, MAGIC.length) !== MAGIC) return null
  return {
    applicationId: bytes.readUInt32BE(APPLICATION_ID_AT),
    schemaIsEmpty: bytes.readUInt16BE(SCHEMA_CELLS_AT) === 0,
  }
}

function open(path: string): number {
  try {
    return openSync(path, 'r')
  } catch (error) {
    throw new StoreRefusal('no_access', `${path} cannot be read. Check its permissions.`, error)
  }
}
