/** One Postgres for the whole run, whichever of the projects ask for it. */
import type { TestProject } from 'vitest/node'
import { type PostgresServer, startPostgresServer } from './support/postgres-server.ts'

declare module 'vitest' {
  interface ProvidedContext {
    postgresUrl: string
  }
}

// Vitest loads this file once for each project, so what they share cannot be a module's variable.
const key = Symbol.for('signoff.tests.postgres')
const shared = globalThis as { [key]?: { server: Promise<PostgresServer>; users: number } }

export async function setup(project: TestProject): Promise<void> {
  const postgres = (shared[key] ??= { server: startPostgresServer(), users: 0 })
  postgres.users += 1
  project.provide('postgresUrl', (await postgres.server).url)
}

export async function teardown(): Promise<void> {
  const postgres = shared[key]
  if (!postgres || --postgres.users > 0) return
  delete shared[key]
  await (await postgres.server).stop()
}
