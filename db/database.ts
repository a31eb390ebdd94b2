import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core'
import type { Tables } from './tables.ts'

type Builders = PgDatabase<PgQueryResultHKT, Record<string, never>>
export type Reader = Pick<Builders, 'select' | 'selectDistinct'>
export type Writer = Pick<Builders, 'select' | 'selectDistinct' | 'insert' | 'update' | 'delete'>

/**
 * The whole persistence port below the stores. What an engine owes:
 * - `read` sees committed rows only.
 * - `write` is one transaction. It answers after the commit has reached the disk, and when `work` throws, nothing of it stays.
 *   `work` awaits nothing but `tx` (on SQLite all other writes wait behind it) and may be run again (Postgres retries a deadlock),
 *   so it changes nothing but the store.
 * - What the engine could not do (no space, no connection, no permission) is a DomainError `unavailable` that carries the cause.
 *   After such an answer to `write`, the caller must look before it believes anything.
 */
export interface Database {
  readonly engine: 'sqlite' | 'postgres'
  readonly tables: Tables
  readonly read: Reader
  write<T>(work: (tx: Writer) => Promise<T>): Promise<T>
  /** Resolves when the store can be read and written, and commits wait for the disk on every connection. */
  ping(): Promise<void>
  /** Leaves nothing of deleted rows behind, where the engine lets us: SQLite rewrites its file. Postgres reuses the space by itself. */
  compact(): Promise<void>
  close(): Promise<void>
}
