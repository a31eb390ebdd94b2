import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

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

/** First what no other load disturbs: `npm test` reads the code beside it. Last what measures times. */
const ORDER = ['unit', 'contract', 'faults', 'integration', 'versions']

class QuietLast extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ project }: TestSpecification) => ORDER.indexOf(project.name)
    return (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b))
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
    sequence: { sequencer: QuietLast },
    restoreMocks: true,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['**/*.test.{ts,tsx,mjs}'],
          exclude: outside,
          testTimeout: 10_000,
          // They start nothing that could outlive them, so files share a process: a new one for each took as long as the tests.
          isolate: false,
        },
      },
      heavy('contract', 30 * factor),
      heavy('integration', 60 * factor),
      heavy('faults', 120 * factor),
      // Needs a commit to compare with: `npm run test:versions`.
      ...(process.env['SIGNOFF_OLD'] ? [heavy('versions', 120)] : []),
    ],
  },
})
