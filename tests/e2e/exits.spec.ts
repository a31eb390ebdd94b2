import { test } from '@playwright/test'
import { expectWell } from '#tests/support/gate.ts'
import { closing } from './support/closing-walk.ts'
import { adminExit, lastChecks, offboarding } from './support/exit-walks.ts'
import { openScene, type Scene } from './support/people.ts'

/** The four procedures of leaving in good order, end to end in a browser (issue 5, part 4). */
test.describe.configure({ timeout: 120_000 })
let scene: Scene
test.beforeAll(async () => {
  scene = await openScene()
})
test.afterAll(() => scene.server.dispose())

test('[EP1] last checks: four groups are cleared, and nothing is left behind', ({ page }) =>
  lastChecks(page, scene, expectWell))

test('[EP2] an administrator leaves: what waits is moved first, and the order is the server’s', ({ page }) =>
  adminExit(page, scene, expectWell))

test('[EP3] [EP7] an offboarding: devices confirm, customers are handed over, the supervisor signs, the member is removed', ({
  page,
  browser,
}) => offboarding(page, browser, scene, expectWell))

test('[EP4] the company closes: conditions, review by working days, restore, and the end', ({ page }) =>
  closing(page, scene, expectWell))
