import Sqlite from 'better-sqlite3'
import { CREATE_APPLIED, migrationsOf, pending, READ_APPLIED } from './migrations.ts'
import { APPLICATION_ID } from './sqlite-check.ts'

/**
 * Brings a SQLite file to the present schema in one transaction: killed at any point, it has the old schema or the new one.
 * @throws StoreRefusal `newer`
 */
export function migrateSqlite(path: string): void {
  const client = new Sqlite(path)
  try {
    client.pragma('journal_mode = WAL')
    client.pragma('synchronous = FULL')
    client.pragma('foreign_keys = OFF') // a migration may rebuild a table; what it leaves is checked before the commit
    client.transaction(() => apply(client, path)).immediate()
  } finally {
    client.close()
  }
}

function apply(client: Sqlite.Database, path: string): void {
  client.pragma(`application_id = ${APPLICATION_ID}`)
  client.exec(CREATE_APPLIED)
  const applied = client.prepare<[], string>(READ_APPLIED).pluck().all()
  const note = client.prepare('INSERT INTO applied_migration (hash) VALUES (?)')
  for (const { hash, statements } of pending(migrationsOf('sqlite'), applied, path)) {
    for (const statement of statements) client.exec(statement)
    note.run(hash)
  }
  if (client.prepare('PRAGMA foreign_key_check').get() !== undefined)
    throw new Error('a migration left rows without their parents')
}
