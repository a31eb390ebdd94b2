import type Sqlite from 'better-sqlite3'
import { Column, is, Param, Placeholder } from 'drizzle-orm'
import { BetterSQLite3Database, BetterSQLiteSession, type PreparedQuery } from 'drizzle-orm/better-sqlite3'
import { SQLiteSyncDialect, type PreparedQueryConfig } from 'drizzle-orm/sqlite-core'

type Empty = Record<string, never>
type Given = Parameters<BetterSQLiteSession<Empty, Empty>['prepareQuery']>
type Config = Omit<PreparedQueryConfig, 'run'>
type Values = Readonly<Record<string, unknown>>
type Row = Record<string, unknown>
type Cells = readonly unknown[]

/**
 * Drizzle's session, but that each statement knows from its preparation where its parameters come from and how its columns are read. Drizzle
 * finds both out anew for each parameter and each column of each row, which takes longer than SQLite does.
 */
class MappingSession extends BetterSQLiteSession<Empty, Empty> {
  readonly #client: Sqlite.Database

  constructor(client: Sqlite.Database, dialect: SQLiteSyncDialect) {
    super(client, dialect, undefined)
    this.#client = client
  }

  override prepareQuery<T extends Config = Config>(...given: Given): PreparedQuery<T> {
    const prepared = super.prepareQuery<T>(...given)
    const [{ sql, params }, fields] = given
    const statement = this.#client.prepare<unknown[], Cells>(sql)
    const filled = filler(params)
    prepared.run = (values) => statement.run(...filled(values))
    const columns = fields && columnsOf(fields)
    if (!columns) return prepared
    const rows = statement.raw()
    const toRow = mapper(columns)
    prepared.all = (values): T['all'] => rows.all(...filled(values)).map(toRow)
    return prepared
  }
}

/** Query builders over a connection. */
export function ormOver(client: Sqlite.Database): BetterSQLite3Database {
  const dialect = new SQLiteSyncDialect()
  return new BetterSQLite3Database('sync', dialect, new MappingSession(client, dialect), undefined)
}

function filler(params: Given[0]['params']): (values?: Values) => unknown[] {
  const sources = params.map(sourceOf)
  return (values = {}) => sources.map((source) => source(values))
}

function sourceOf(param: unknown): (values: Values) => unknown {
  if (is(param, Placeholder)) return named(param.name)
  if (!is(param, Param) || !is(param.value, Placeholder)) return () => param
  const value = named(param.value.name)
  const { encoder } = param
  return (values) => encoder.mapToDriverValue(value(values))
}

function named(name: string): (values: Values) => unknown {
  return (values) => {
    if (!(name in values)) throw new Error(`the placeholder ${name} has no value`)
    return values[name]
  }
}

type Cell = { readonly at: number; readonly key: string; readonly group: string | null; readonly column: Column }

/** The columns that are selected and the names they go by, or null where something else is selected too: that is drizzle's own affair. */
function columnsOf(fields: NonNullable<Given[1]>): readonly Cell[] | null {
  const cells: Cell[] = []
  for (const [at, { path, field }] of fields.entries()) {
    const [first = '', second] = path
    if (!is(field, Column) || path.length > 2) return null
    cells.push({
      at,
      column: field,
      ...(second === undefined ? { group: null, key: first } : { group: first, key: second }),
    })
  }
  return cells
}

type Read = (cells: Cells) => unknown

/** A row as an object, the columns of a joined table as an object in it. */
function mapper(columns: readonly Cell[]): (cells: Cells) => Row {
  const members: (readonly [string, Read])[] = []
  for (const [group, own] of Map.groupBy(columns, (cell) => cell.group))
    if (group === null) for (const cell of own) members.push([cell.key, cellReader(cell)])
    else members.push([group, joined(own)])
  return objectOf(members)
}

function objectOf(members: readonly (readonly [string, Read])[]): (cells: Cells) => Row {
  return (cells) => {
    const row: Row = {}
    for (const [key, read] of members) row[key] = read(cells)
    return row
  }
}

function cellReader({ at, column }: Cell): Read {
  // Most columns are as they come.
  if (column.mapFromDriverValue === Column.prototype.mapFromDriverValue) return (cells) => cells[at]
  return (cells) => (cells[at] === null ? null : column.mapFromDriverValue(cells[at]))
}

/** Null where the join found nothing: then there is a null where its table has none. */
function joined(columns: readonly Cell[]): Read {
  const whole = objectOf(columns.map((cell) => [cell.key, cellReader(cell)] as const))
  const never = columns.find(({ column }) => column.notNull)?.at
  return (cells) => (never !== undefined && cells[never] === null ? null : whole(cells))
}
