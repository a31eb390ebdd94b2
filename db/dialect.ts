import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3'
import * as lite from 'drizzle-orm/sqlite-core'
import type { Writer } from './database.ts'
import type { postgresDialect } from './postgres-dialect.ts'

/** The columns our schema may use, as Postgres has them. */
export type Dialect = typeof postgresDialect

/** Same shape, SQLite builders. With `writerOver`, the one cast of the store; `schema.test.ts` proves it honest. */
export const sqliteDialect = {
  table: lite.sqliteTable,
  text: (name: string) => lite.text(name),
  oneOf: <const T extends readonly [string, ...string[]]>(name: string, values: T) => lite.text(name, { enum: values }),
  integer: (name: string) => lite.integer(name),
  flag: (name: string) => lite.integer(name, { mode: 'boolean' }),
  instant: (name: string) => lite.integer(name),
  json: <T>(name: string) => lite.text(name, { mode: 'json' }).$type<T>(),
  index: lite.index,
  unique: lite.uniqueIndex,
  primaryKey: lite.primaryKey,
} as unknown as Dialect

/** SQLite's query builders, typed as Postgres': the other half of the same cast. */
export function writerOver(orm: BetterSQLite3Database): Writer {
  return orm as unknown as Writer
}
