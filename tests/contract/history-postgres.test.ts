import { afterAll } from 'vitest'
import { openDatabase } from '#db/open.ts'
import { createTestDatabase, type TestDatabase } from '#tests/support/postgres.ts'
import { describeHistory } from './history/history-contract.ts'

let made: TestDatabase | undefined
describeHistory(
  'postgres',
  async () => {
    made = await createTestDatabase()
    return openDatabase(made.url)
  },
  12,
)
afterAll(() => made?.drop())
