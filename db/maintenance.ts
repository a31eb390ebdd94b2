import type { Database } from './database.ts'
import { backupSqlite } from './backup-sqlite.ts'
import type { Backup } from './backup-list.ts'
import { locate } from './location.ts'
import { openDatabase } from './open.ts'
import { StoreRefusal } from './refusal.ts'
import { restoreSqlite, type Restored } from './restore-sqlite.ts'

const OWN_TOOLS =
  'Postgres brings its own tools. Back up: pg_dump --format=custom --file=FILE "$DATABASE_URL". ' +
  'Restore, with every node stopped: pg_restore --clean --if-exists --single-transaction --dbname="$DATABASE_URL" FILE, then npm run restore -- --after'

/** Backs the store of `DATABASE_URL` up into a file. */
export function backupStore(url: string, file: string, at: string, force: boolean): Backup {
  const location = locate(url)
  if (location.engine === 'postgres') throw new StoreRefusal('bad_url', OWN_TOOLS)
  return backupSqlite(location.path, file, at, force)
}

/** Restores a backup; `finish` does to the data what restoring must do. */
export async function restoreStoreFile(
  url: string,
  file: string,
  stamp: string,
  finish: (database: Database) => Promise<void>,
): Promise<Restored> {
  const location = locate(url)
  if (location.engine === 'postgres') throw new StoreRefusal('bad_url', OWN_TOOLS)
  return restoreSqlite(location.path, file, stamp, finish)
}

/** The second half alone, for a store that its engine's own tools (or a copy of the files) have brought back. */
export async function finishRestore(url: string, finish: (database: Database) => Promise<void>): Promise<void> {
  const database = await openDatabase(url)
  try {
    await finish(database)
  } finally {
    await database.close()
  }
}
