import { afterAll } from 'vitest'
import { openDatabase } from '#db/open.ts'
import { createTestDatabase, type TestDatabase } from '#tests/support/postgres.ts'
import { describeEngine } from './engine-contract.ts'
import { describeBatch } from './history/batch-contract.ts'
import { describeErasing } from './history/erasing-contract.ts'
import { describeHandOver } from './history/hand-over-contract.ts'
import { describeJobs } from './history/jobs-contract.ts'
import { describeVerification } from './history/verification-contract.ts'
import { describeStaleCaller } from './history/stale-caller-contract.ts'
import { describeStore } from './store-contract.ts'

const made: TestDatabase[] = []
const open = async () => {
  const database = await createTestDatabase()
  made.push(database)
  return openDatabase(database.url)
}
describeEngine('postgres', open)
describeStore('postgres', open)
describeBatch('postgres', open)
describeErasing('postgres', open)
describeStaleCaller('postgres', open)
describeHandOver('postgres', open)
describeJobs('postgres', open)
describeVerification('postgres', open)
afterAll(() => Promise.all(made.map((database) => database.drop())))
