import pg from 'pg'
import { isEngineFault } from './faults.ts'
import { CREATE_APPLIED, migrationsOf, pending, READ_APPLIED } from './migrations.ts'
import { StoreRefusal } from './refusal.ts'

/** Any number that nobody else takes: nodes that start together migrate one after another. */
const ADVISORY_LOCK = 0x53676e4f
const WAIT_MS = 60_000

/**
 * Brings a Postgres database to the present schema in one transaction, alone.
 * @throws StoreRefusal `newer`, `foreign`, `unreachable`
 */
export async function migratePostgres(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000, statement_timeout: WAIT_MS })
  client.on('error', () => undefined) // the query under way says it too
  try {
    await client.connect()
    await client.query('BEGIN')
    await client.query('SELECT pg_advisory_xact_lock($1)', [ADVISORY_LOCK])
    await apply(client)
    await client.query('COMMIT')
  } catch (error) {
    throw refusalOf(error, url)
  } finally {
    await client.end().catch(() => undefined)
  }
}

async function apply(client: pg.Client): Promise<void> {
  await client.query(CREATE_APPLIED.replace('n integer', 'n integer GENERATED ALWAYS AS IDENTITY'))
  const { rows } = await client.query<{ hash: string }>(READ_APPLIED)
  const applied = rows.map(({ hash }) => hash)
  for (const { hash, statements } of pending(migrationsOf('postgres'), applied, 'the database')) {
    for (const statement of statements) await client.query(statement)
    await client.query('INSERT INTO applied_migration (hash) VALUES ($1)', [hash])
  }
}

function refusalOf(error: unknown, url: string): unknown {
  const { host, pathname } = new URL(url)
  if (isEngineFault(error) || (error instanceof AggregateError && isEngineFault(error.errors[0])))
    return new StoreRefusal(
      'unreachable',
      `Postgres at ${host} cannot be reached. Check DATABASE_URL and that it runs.`,
      error,
    )
  const code = error instanceof pg.DatabaseError ? error.code : undefined
  if (code === '42P07')
    return new StoreRefusal(
      'foreign',
      `${host}${pathname} holds tables of another program. Give Signoff its own database.`,
      error,
    )
  if (code?.startsWith('28') || code === '3D000')
    return new StoreRefusal('no_access', `${host}${pathname} refuses: ${String(error)}. Check DATABASE_URL.`, error)
  return error
}
