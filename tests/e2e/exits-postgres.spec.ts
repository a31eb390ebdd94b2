import { test } from '@playwright/test'
import { createDatabaseOn } from '#tests/support/postgres-database.ts'
import { startPostgresServer } from '#tests/support/postgres-server.ts'
import { closing } from './support/closing-walk.ts'
import { adminExit, lastChecks, offboarding } from './support/exit-walks.ts'
import { openScene, type Scene } from './support/people.ts'

/** The same walks as `exits.spec.ts` over a real Postgres. How the pages look was looked at there. */
test.describe.configure({ timeout: 120_000 })
let scene: Scene
const after: (() => Promise<void>)[] = []
test.beforeAll(async () => {
  const postgres = await startPostgresServer()
  after.push(() => postgres.stop())
  const database = await createDatabaseOn(postgres.url)
  after.push(() => database.drop())
  scene = await openScene({ databaseUrl: database.url })
  after.push(() => scene.server.dispose())
})
test.afterAll(async () => {
  for (const undo of after.toReversed()) await undo()
})
const unlooked = () => Promise.resolve()

test('[EP1] on Postgres: last checks', ({ page }) => lastChecks(page, scene, unlooked))
test('[EP2] on Postgres: an administrator leaves', ({ page }) => adminExit(page, scene, unlooked))
test('[EP3] on Postgres: an offboarding', ({ page, browser }) => offboarding(page, browser, scene, unlooked))
test('[EP4] on Postgres: the company closes', ({ page }) => closing(page, scene, unlooked))
