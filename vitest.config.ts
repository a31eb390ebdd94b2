import { defineConfig } from 'vitest/config'

const outside = ['**/node_modules/**', '.next/**', 'tests/**']

/** Suites that start servers, or speak to a real Postgres. */
function heavy(name: string, testTimeoutS: number) {
  return {
    extends: true as const,
    test: {
      name,
      include: [`tests/${name}/**/*.test.ts`],
      globalSetup: ['tests/global-postgres.ts'],
      testTimeout: testTimeoutS * 1000,
      hookTimeout: 60_000,
    },
  }
}

/** The full counts of `npm run test:long` take their time. */
const factor = process.env['SIGNOFF_TEST_LONG'] === '1' ? 20 : 1

export default defineConfig({
  test: {
    pool: 'forks',
    // Most suites wait for servers of their own: three at once keep two cores busy.
    maxWorkers: 3,
    passWithNoTests: false,
    restoreMocks: true,
    projects: [
      {
        extends: true,
        test: { name: 'unit', include: ['**/*.test.{ts,tsx,mjs}'], exclude: outside, testTimeout: 10_000 },
      },
      heavy('contract', 30 * factor),
      heavy('integration', 60 * factor),
      heavy('faults', 120 * factor),
      // Needs a commit to compare with: `npm run test:versions`.
      ...(process.env['SIGNOFF_OLD'] ? [heavy('versions', 120)] : []),
    ],
  },
})
