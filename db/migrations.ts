import { fileURLToPath } from 'node:url'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import { StoreRefusal } from './refusal.ts'

export type Migration = { readonly hash: string; readonly statements: readonly string[] }

/** Where each engine notes what it has applied; made in the same transaction as the first migration. */
export const CREATE_APPLIED = 'CREATE TABLE IF NOT EXISTS applied_migration (n integer PRIMARY KEY, hash text NOT NULL)'
export const READ_APPLIED = 'SELECT hash FROM applied_migration ORDER BY n'

/** The migrations of an engine, in order, as `npm run db:generate` wrote them. */
export function migrationsOf(engine: 'sqlite' | 'postgres'): readonly Migration[] {
  const migrationsFolder = fileURLToPath(new URL(`./migrations/${engine}`, import.meta.url))
  return readMigrationFiles({ migrationsFolder }).map(({ hash, sql }) => ({ hash, statements: sql }))
}

/**
 * What is still to apply.
 * @throws StoreRefusal `newer` when the store has a migration that this program does not know
 */
export function pending(all: readonly Migration[], applied: readonly string[], where: string): readonly Migration[] {
  if (applied.length > all.length || applied.some((hash, i) => all[i]?.hash !== hash))
    throw new StoreRefusal(
      'newer',
      `${where} was written by another version of Signoff. It was left as it is. Start the version that wrote it.`,
    )
  return all.slice(applied.length)
}
