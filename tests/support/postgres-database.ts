import { randomBytes } from 'node:crypto'
import pg from 'pg'

export interface TestDatabase {
  /** `postgres://…` of a database that nobody else uses. */
  url: string
  /** Ends every connection to it and removes it. */
  drop(): Promise<void>
}

/**
 * A fresh, empty database on a Postgres.
 * @param server a superuser's connection string
 * @param template a database to start from as a copy, such as one that is already migrated; nobody may be connected to it
 */
export async function createDatabaseOn(server: string, template = 'template0'): Promise<TestDatabase> {
  const name = `signoff_test_${randomBytes(6).toString('hex')}`
  await execute(server, `CREATE DATABASE ${name} TEMPLATE ${pg.escapeIdentifier(template)}`)
  const url = new URL(server)
  url.pathname = `/${name}`
  return { url: url.href, drop: () => execute(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) }
}

async function execute(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
