import { defineConfig } from '@playwright/test'

/** CHROMIUM_PATH is set by `npm test` and `npm run e2e`; without it Playwright takes its own. */
const executablePath = process.env['CHROMIUM_PATH']

export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'test-results',
  fullyParallel: false,
  workers: 2,
  retries: 0,
  forbidOnly: true,
  timeout: 90_000,
  expect: { timeout: 10_000 },
  reporter: 'list',
  use: {
    browserName: 'chromium',
    locale: 'en-GB',
    timezoneId: 'Asia/Shanghai',
    // Each test's browser would fetch the offline page once more; the tests that open it say so.
    serviceWorkers: 'block',
    screenshot: 'only-on-failure',
    // Recording everything in case a test fails costs a third of the time; `npm run e2e -- --trace on` records one that did.
    trace: 'off',
    launchOptions: { args: ['--disable-dev-shm-usage'], ...(executablePath ? { executablePath } : {}) },
  },
})
