import { test as base } from '@playwright/test'
import { openScene, type Scene } from './people.ts'

/**
 * For tests that keep to members of their own, and ask nothing of the whole company: one server for all of a worker's files. Its clock is
 * where the test before left it.
 */
export const test = base.extend<object, { scene: Scene }>({
  scene: [
    async ({ browserName: _ }, use) => {
      const scene = await openScene()
      await use(scene)
      await scene.server.dispose()
    },
    { scope: 'worker', timeout: 60_000 },
  ],
})
