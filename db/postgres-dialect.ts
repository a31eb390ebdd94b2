import * as pg from 'drizzle-orm/pg-core'

/**
 * The columns our schema may use. Anything not here is not portable, on purpose.
 * An instant is a number of milliseconds on both engines; JSON is kept as the text it was, because Postgres' `jsonb` refuses
 * what a device may legally sign (U+0000, lone surrogates).
 */
export const postgresDialect = {
  table: pg.pgTable,
  text: (name: string) => pg.text(name),
  oneOf: <const T extends readonly [string, ...string[]]>(name: string, values: T) => pg.text(name, { enum: values }),
  integer: (name: string) => pg.integer(name),
  flag: (name: string) => pg.boolean(name),
  instant: (name: string) => pg.bigint(name, { mode: 'number' }),
  json: <T>(name: string) => pg.json(name).$type<T>(),
  index: pg.index,
  unique: pg.uniqueIndex,
  primaryKey: pg.primaryKey,
}
