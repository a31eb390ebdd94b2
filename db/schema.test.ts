import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { getTableColumns, getTableName, is, type Table } from 'drizzle-orm'
import { getTableConfig, SQLiteTable } from 'drizzle-orm/sqlite-core'
import { expect, it } from 'vitest'
import { sqliteDialect } from './dialect.ts'
import { postgresDialect } from './postgres-dialect.ts'
import { migrateSqlite } from './migrate-sqlite.ts'
import * as postgres from './schema.postgres.ts'
import * as sqlite from './schema.sqlite.ts'
import { defineTables } from './tables.ts'

const shapeOf = (table: Table) =>
  Object.entries(getTableColumns(table)).map(([key, { name, dataType, notNull, primary }]) => ({
    key,
    name,
    dataType: String(dataType),
    notNull,
    primary,
  }))

it('[DB1] both dialects build the same columns of the same types in TypeScript', () => {
  const [lite, pg] = [Object.entries(defineTables(sqliteDialect)), Object.entries(defineTables(postgresDialect))]
  expect(lite.map(([key, table]) => [key, getTableName(table), shapeOf(table)])).toEqual(
    pg.map(([key, table]) => [key, getTableName(table), shapeOf(table)]),
  )
  expect(Object.keys(sqliteDialect)).toEqual(Object.keys(postgresDialect))
})

it('[DB1] drizzle-kit is given every table', () => {
  const names = Object.keys(defineTables(postgresDialect)).sort()
  expect(Object.keys(sqlite).sort()).toEqual(names)
  expect(Object.keys(postgres).sort()).toEqual(names)
})

it('[DB2] the migrations make the schema that the code expects', () => {
  const folder = mkdtempSync(join(tmpdir(), 'signoff-schema-'))
  const path = join(folder, 'signoff.db')
  migrateSqlite(path)
  const client = new Sqlite(path)
  for (const table of Object.values<Table>(sqlite)) {
    if (!is(table, SQLiteTable)) throw new Error('a table of another dialect')
    const { name, columns, indexes } = getTableConfig(table)
    const found = client.pragma(`table_info("${name}")`) as { name: string; notnull: number }[]
    const required = found.map((column) => [column.name, column.notnull === 1] as const)
    expect(new Map(required)).toEqual(new Map(columns.map((column) => [column.name, column.notNull])))
    const made = client.prepare<[string], string>(
      `SELECT name FROM sqlite_schema WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL`,
    )
    expect(made.pluck().all(name).sort()).toEqual(indexes.map((i) => i.config.name).sort())
  }
  client.close()
  rmSync(folder, { recursive: true })
})
