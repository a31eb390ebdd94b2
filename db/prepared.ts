import { getTableColumns, sql, type Placeholder, type SQL } from 'drizzle-orm'
import type { PgColumn, PgInsertValue, PgTable } from 'drizzle-orm/pg-core'
import type { Writer } from './database.ts'

type Values = Readonly<Record<string, unknown>>
type Preparable<R> = {
  prepare(name: string): { execute(values: Values): PromiseLike<R> }
}

/**
 * A query that is built once and run often: building one costs several times what most of ours take to run. It is built at its first
 * use, so that a transaction of Postgres, which has builders of its own, pays for what it uses alone.
 * @param name of the prepared statement on Postgres: one for each text of SQL
 */
export function prepared<R>(name: string, build: () => Preparable<R>): (values: Values) => PromiseLike<R> {
  let query: ReturnType<Preparable<R>['prepare']> | undefined
  return (values) => (query ??= build().prepare(name)).execute(values)
}

/** A list is filled up to the next of these, so that few statements serve lists of any length. */
const LENGTHS = [1, 2, 4, 8, 16, 32, 64] as const

/**
 * A query for rows by a list of ids, built once for each of a few lengths. An id that is named twice is found once, so the list is filled
 * up with its first; a longer list than any is asked for in parts.
 * @param build with `inArray(column, ids)`
 */
export function preparedMany<Row>(
  name: string,
  build: (ids: Placeholder[]) => Preparable<Row[]>,
): (ids: readonly string[]) => Promise<Row[]> {
  const byLength = new Map(
    LENGTHS.map((length) => [
      length as number,
      prepared(`${name}.${length}`, () => build(Array.from({ length }, (_, i) => sql.placeholder(`id${i}`)))),
    ]),
  )
  const most = Math.max(...LENGTHS)
  return async (ids) => {
    const distinct = [...new Set(ids)]
    const rows: Row[] = []
    for (let from = 0; from < distinct.length; from += most) {
      const part = distinct.slice(from, from + most)
      const length = LENGTHS.find((one) => one >= part.length) ?? most
      const values = Object.fromEntries(Array.from({ length }, (_, i) => [`id${i}`, part[i] ?? part[0]]))
      rows.push(...((await byLength.get(length)?.(values)) ?? []))
    }
    return rows
  }
}

/** The rows of one statement at most. */
const MOST_ROWS = 8

/** An insert that is built once for each number of rows; what a row leaves out is null. */
export function preparedInsert<T extends PgTable>(
  name: string,
  tx: Writer,
  table: T,
): (rows: readonly T['$inferInsert'][]) => Promise<void> {
  const insert = inserting(name, table, (rows) => tx.insert(table).values(rows))
  return async (rows) => void (await insert(rows))
}

/** The same where a row may be there already: it stays as it is then, and is not counted. Returns how many were new. */
export function preparedInsertNew<T extends PgTable>(
  name: string,
  tx: Writer,
  table: T,
): (rows: readonly T['$inferInsert'][]) => Promise<number> {
  const [one = sql`1`] = Object.values<PgColumn>(getTableColumns(table))
  const insert = inserting(name, table, (rows) =>
    tx.insert(table).values(rows).onConflictDoNothing().returning({ one }),
  )
  return async (rows) => (await insert(rows)).flat().length
}

/** Runs an insert in parts; returns what each part's statement returned. */
function inserting<T extends PgTable, R>(name: string, table: T, build: (rows: PgInsertValue<T>[]) => Preparable<R>) {
  const columns: Record<string, PgColumn> = getTableColumns(table)
  const statements = new Map<number, (values: Values) => PromiseLike<R>>()
  const statement = (count: number) => {
    const known = statements.get(count)
    if (known) return known
    const rows = Array.from({ length: count }, (_, i) => placeholders(columns, i) as PgInsertValue<T>)
    const made = prepared(`${name}.insert.${count}`, () => build(rows))
    statements.set(count, made)
    return made
  }
  return async (rows: readonly T['$inferInsert'][]): Promise<R[]> => {
    const returned: R[] = []
    for (let from = 0; from < rows.length; from += MOST_ROWS) {
      const part = rows.slice(from, from + MOST_ROWS)
      const values: Values = Object.fromEntries(part.flatMap((row, i) => Object.entries(encoded(columns, row, i))))
      returned.push(await statement(part.length)(values))
    }
    return returned
  }
}

/** `SET column = ?` for these columns; run it with what `encode` makes of a row. */
export function preparedSet<T extends PgTable, K extends keyof T['$inferInsert'] & string>(
  table: T,
  keys: readonly K[],
) {
  const all: Record<string, PgColumn> = getTableColumns(table)
  const columns = Object.fromEntries(keys.flatMap((key) => (all[key] ? [[key, all[key]]] : [])))
  return {
    set: placeholders(columns, 0) as Record<K, SQL>,
    encode: (row: Pick<T['$inferInsert'], K>): Values => encoded(columns, row, 0),
  }
}

/** Bare placeholders: drizzle would encode a null of a JSON column as the text `null`. */
function placeholders(columns: Readonly<Record<string, PgColumn>>, i: number): Record<string, SQL> {
  return Object.fromEntries(Object.keys(columns).map((key) => [key, sql`${sql.placeholder(`${key}${i}`)}`]))
}

function encoded(columns: Readonly<Record<string, PgColumn>>, row: Values, i: number): Values {
  const values: Record<string, unknown> = {}
  for (const [key, column] of Object.entries(columns)) {
    const value = row[key]
    values[`${key}${i}`] = value === null || value === undefined ? null : column.mapToDriverValue(value)
  }
  return values
}
