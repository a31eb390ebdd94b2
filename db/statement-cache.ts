import type Sqlite from 'better-sqlite3'
import { storeError } from './faults.ts'

const KEPT = 500

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
  raw(): { get(...params: unknown[]): unknown; all(...params: unknown[]): unknown[] } {
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
 * Makes the connection keep its prepared statements: drizzle prepares anew for each query, which costs more than most of ours take.
 * @param guard called before each use of a statement; throws where none may run
 */
export function cacheStatements(client: Sqlite.Database, guard: () => void): void {
  const prepare = client.prepare.bind(client)
  const kept = new Map<string, CachedStatement>()
  const cached = (sql: string): CachedStatement => {
    const known = kept.get(sql)
    if (known) return known
    const planned = plannedOnce(sql)
    const statement = translated(() => new CachedStatement(() => prepare(planned), guard))
    const [oldest] = kept.keys()
    if (kept.size >= KEPT && oldest !== undefined) kept.delete(oldest)
    kept.set(sql, statement)
    return statement
  }
  Object.defineProperty(client, 'prepare', { value: cached })
}
