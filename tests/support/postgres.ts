import { inject } from 'vitest'
import { createDatabaseOn, type TestDatabase } from './postgres-database.ts'

export type { TestDatabase } from './postgres-database.ts'

/**
 * A fresh, empty database on the run's Postgres. Each suite makes its own and drops it in `afterAll`.
 * @param template a database to start from as a copy, such as one that is already migrated; nobody may be connected to it
 */
export function createTestDatabase(template = 'template0'): Promise<TestDatabase> {
  return createDatabaseOn(inject('postgresUrl'), template)
}
