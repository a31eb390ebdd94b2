import Sqlite from 'better-sqlite3'
import type { Database, Writer } from './database.ts'
import { writerOver } from './dialect.ts'
import { unavailable } from './faults.ts'
import { GroupCommit } from './group-commit.ts'
import * as tables from './schema.sqlite.ts'
import { ormOver } from './sqlite-session.ts'
import { cacheStatements } from './statement-cache.ts'

export type SqliteOptions = {
  /** For tests: the file grows no further than this many pages, as on a full disk. */
  readonly maxPages?: number | undefined
}

const FULL = 2
const WAIT_FOR_LOCK_MS = 2000

/** The embedded engine on a file that is already migrated: one serial writer, and one connection that only reads. */
export function openSqlite(path: string, { maxPages }: SqliteOptions = {}): Database {
  const writer = connect(path)
  if (maxPages !== undefined) writer.pragma(`max_page_count = ${maxPages}`)
  const reader = connect(path)
  reader.pragma('query_only = ON') // a write outside write() fails loudly
  const group = new GroupCommit<Writer>(writer, writerOver(ormOver(writer)))
  // A statement outside of a write would commit by itself, also after the engine ended the transaction under it.
  cacheStatements(writer, reader, () => {
    if (!writer.inTransaction) throw unavailable(new Error('no transaction is open'))
  })
  let closed = false
  return {
    engine: 'sqlite',
    tables,
    read: writerOver(ormOver(reader)),
    write: (work) => (closed ? Promise.reject(unavailable(new Error('the store is closed'))) : group.write(work)),
    async ping() {
      if (closed) throw unavailable(new Error('the store is closed'))
      for (const client of [writer, reader]) assertDurable(client)
      await group.write(() => Promise.resolve(touch(writer)))
    },
    async compact() {
      do await group.idle()
      while (writer.inTransaction)
      writer.exec('VACUUM')
      writer.pragma('secure_delete = ON') // what goes from now on is overwritten at once
      writer.pragma('wal_checkpoint(TRUNCATE)')
    },
    async close() {
      closed = true
      await group.idle()
      reader.close()
      writer.close()
    },
  }
}

function connect(path: string): Sqlite.Database {
  const client = new Sqlite(path, { timeout: WAIT_FOR_LOCK_MS, fileMustExist: true })
  client.pragma('journal_mode = WAL')
  client.pragma('synchronous = FULL') // WAL runs NORMAL otherwise, and then a power loss may undo a commit
  client.pragma('foreign_keys = ON')
  client.pragma('cache_size = -32000') // 32 MB
  client.pragma('temp_store = MEMORY') // what a savepoint keeps goes to a file from 64 KB on otherwise, for each write anew
  return client
}

/** A write that changes nothing, and goes to the disk all the same: it fails on a disk that is full or has become read-only. */
function touch(writer: Sqlite.Database): void {
  writer.pragma(`user_version = ${Number(writer.pragma('user_version', { simple: true }))}`)
}

/** Reads what the connection really does, and the schema, so that a file that is gone or damaged shows as well. */
function assertDurable(client: Sqlite.Database): void {
  try {
    const mode = client.pragma('synchronous', { simple: true })
    if (mode !== FULL) throw new Error(`synchronous is ${String(mode)}, not FULL`)
    client.pragma('schema_version')
  } catch (error) {
    throw unavailable(error)
  }
}
