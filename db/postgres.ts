import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import type { Database, Writer } from './database.ts'
import { isEngineFault, isRetryable, storeError, unavailable } from './faults.ts'
import { ormOver } from './postgres-session.ts'
import * as tables from './schema.postgres.ts'

const ATTEMPTS = 6
const LIMITS = {
  max: 20,
  connectionTimeoutMillis: 5_000,
  statement_timeout: 15_000,
  lock_timeout: 10_000,
  idle_in_transaction_session_timeout: 30_000,
  query_timeout: 20_000, // the database's own limits come first, unless nothing it says arrives any more
  keepAlive: true,
  options: '-c synchronous_commit=on', // asserted by ping: a commit that was answered is on the disk
}

// int8 and numeric as numbers, as SQLite gives them: ours are counts and milliseconds, all below 2^53.
pg.types.setTypeParser(pg.types.builtins.INT8, Number)
pg.types.setTypeParser(pg.types.builtins.NUMERIC, Number)

/** The engine for several nodes, on a database that is already migrated. READ COMMITTED; rows lock, the streams' heads order. */
export function openPostgres(url: string): Database {
  const pool = new pg.Pool({ connectionString: url, application_name: 'signoff', ...LIMITS })
  // An idle connection that breaks must not end the process; the next query meets a new one, or fails by itself.
  pool.on('error', () => undefined)
  return {
    engine: 'postgres',
    tables,
    read: ormOver(pool),
    write: (work) => retried(() => transaction(pool, work)),
    ping: () => assertDurable(pool),
    compact: () => Promise.resolve(),
    close: () => pool.end(),
  }
}

async function retried<T>(attempt: () => Promise<T>): Promise<T> {
  for (let n = 1; ; n++) {
    try {
      return await attempt()
    } catch (error) {
      if (n === ATTEMPTS || !isRetryable(error)) throw isRetryable(error) ? unavailable(error) : error
      await pause(Math.random() * 10 * 2 ** n) // so that the two that met do not meet again
    }
  }
}

async function transaction<T>(pool: pg.Pool, work: (tx: Writer) => Promise<T>): Promise<T> {
  const client = await connect(pool)
  let broken = false
  const drop = () => {
    broken = true
  }
  client.on('error', drop) // the pool listens only to idle ones
  try {
    await client.query('BEGIN')
    const value = await work(ormOver(client))
    const { command } = await client.query('COMMIT')
    // Where `work` went on after a failed statement, Postgres answers COMMIT with a ROLLBACK and no error.
    if (command !== 'COMMIT') throw new Error('the transaction had failed, and nothing of it was stored')
    return value
  } catch (error) {
    broken ||= isEngineFault(error)
    if (!broken) await client.query('ROLLBACK').catch(drop)
    throw storeError(error)
  } finally {
    client.off('error', drop)
    client.release(broken)
  }
}

async function connect(pool: pg.Pool): Promise<pg.PoolClient> {
  try {
    return await pool.connect()
  } catch (error) {
    throw unavailable(error)
  }
}

async function assertDurable(pool: pg.Pool): Promise<void> {
  try {
    const { rows } = await pool.query<{ mode: string; standby: boolean }>(
      `SELECT current_setting('synchronous_commit') AS mode, pg_is_in_recovery() AS standby`,
    )
    const [found] = rows
    if (found?.mode !== 'on') throw new Error(`synchronous_commit is ${found?.mode ?? 'unknown'}, not on`)
    if (found.standby) throw new Error('this Postgres is a standby, which takes no writes')
  } catch (error) {
    throw unavailable(error)
  }
}
