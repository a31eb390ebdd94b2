import type Sqlite from 'better-sqlite3'
import { storeError } from './faults.ts'

const KEPT = 500

type Rows = { get(...params: unknown[]): unknown; all(...params: unknown[]): unknown[] }

/**
 * A prepared statement in both forms that drizzle asks for. Each use passes the guard first, because a prepared query of drizzle keeps
 * its statement; errors leave as `storeError` says.
 */
class CachedStatement {
  readonly #plain: Sqlite.Statement
  #raw: Sqlite.Statement | undefined
  readonly #again: () => Sqlite.Statement
  readonly #guard: () => void

  constructor(prepare: () => Sqlite.Statement, guard: () => void) {
    this.#plain = prepare()
    this.#again = prepare
    this.#guard = guard
  }
  get readonly(): boolean {
    return this.#plain.readonly
  }
  run(...params: unknown[]): Sqlite.RunResult {
    return this.#guarded(() => this.#plain.run(...params))
  }
  get(...params: unknown[]): unknown {
    return this.#guarded(() => this.#plain.get(...params))
  }
  all(...params: unknown[]): unknown[] {
    return this.#guarded(() => this.#plain.all(...params))
  }
  /** Rows as arrays. A statement of its own, because `raw` switches one for good. */
  raw(): Rows {
    const raw = (this.#raw ??= this.#again().raw())
    return {
      get: (...params) => this.#guarded(() => raw.get(...params)),
      all: (...params) => this.#guarded(() => raw.all(...params)),
    }
  }
  #guarded<T>(call: () => T): T {
    this.#guard()
    return translated(call)
  }
}

function translated<T>(call: () => T): T {
  try {
    return call()
  } catch (error) {
    throw storeError(error)
  }
}

const PLACEHOLDERS = /'(?:[^']|'')*'|"[^"]*"|\?/g

/**
 * Hides placeholders from SQLite's planner. Where it has looked at the value of a bare one (a join, a LIMIT, an index that is not unique),
 * it plans the statement anew at each execution, for that value: ten times the cost of running it. `likely` is known for doing nothing.
 */
function plannedOnce(sql: string): string {
  if (/^insert /i.test(sql)) return sql
  return sql.replaceAll(PLACEHOLDERS, (part) => (part === '?' ? 'likely(?)' : part))
}

/**
 * A statement that only reads, on the writer's connection while no transaction is open there, and on the reader's otherwise. SQLite throws a
 * connection's pages away when another one has committed: a reader of its own begins with nothing after each commit, the writer does not.
 */
class SharedRead {
  readonly #shared: CachedStatement
  readonly #own: () => CachedStatement
  readonly #isFree: () => boolean

  constructor(shared: CachedStatement, own: () => CachedStatement, isFree: () => boolean) {
    this.#shared = shared
    this.#own = own
    this.#isFree = isFree
  }
  run(...params: unknown[]): Sqlite.RunResult {
    return this.#now().run(...params)
  }
  get(...params: unknown[]): unknown {
    return this.#now().get(...params)
  }
  all(...params: unknown[]): unknown[] {
    return this.#now().all(...params)
  }
  raw(): Rows {
    const shared = this.#shared.raw()
    let own: Rows | undefined
    const now = () => (this.#isFree() ? shared : (own ??= this.#own().raw()))
    return { get: (...params) => now().get(...params), all: (...params) => now().all(...params) }
  }
  #now(): CachedStatement {
    return this.#isFree() ? this.#shared : this.#own()
  }
}

/**
 * Makes both connections keep their prepared statements: drizzle prepares anew for each query, which costs more than most of ours take.
 * @param guard called before each use of the writer's statements; throws where none may run
 */
export function cacheStatements(writer: Sqlite.Database, reader: Sqlite.Database, guard: () => void): void {
  const writing = statementCache(writer, guard)
  const shared = statementCache(writer, () => undefined)
  const reading = statementCache(reader, () => undefined)
  const isFree = () => !writer.inTransaction
  Object.defineProperty(writer, 'prepare', { value: writing })
  Object.defineProperty(reader, 'prepare', {
    value(sql: string) {
      const statement = shared(sql)
      // What writes is left to the reader's connection, which refuses it.
      return statement.readonly ? new SharedRead(statement, () => reading(sql), isFree) : reading(sql)
    },
  })
}

function statementCache(client: Sqlite.Database, guard: () => void): (sql: string) => CachedStatement {
  const prepare = client.prepare.bind(client)
  const kept = new Map<string, CachedStatement>()
  return (sql) => {
    const known = kept.get(sql)
    if (known) return known
    const planned = plannedOnce(sql)
    const statement = translated(() => new CachedStatement(() => prepare(planned), guard))
    const [oldest] = kept.keys()
    if (kept.size >= KEPT && oldest !== undefined) kept.delete(oldest)
    kept.set(sql, statement)
    return statement
  }
}
