import { expect, test } from 'vitest'
import { countPlaywright, countVitest } from './runners.mjs'

test('a runner that leaves no report has failed', () => {
  expect(countVitest(undefined)).toEqual({ passed: 0, failed: 1 })
  expect(countPlaywright(undefined)).toEqual({ passed: 0, failed: 1 })
})

test('a test file that could not be loaded or set up counts as a failure', () => {
  const report = {
    numPassedTests: 2,
    numFailedTests: 1,
    testResults: [
      { status: 'failed', assertionResults: [] },
      { status: 'failed', assertionResults: [{ status: 'skipped' }, { status: 'skipped' }] },
      { status: 'failed', assertionResults: [{ status: 'failed' }] },
      { status: 'passed', assertionResults: [{ status: 'passed' }, { status: 'passed' }] },
    ],
  }
  expect(countVitest(report)).toEqual({ passed: 2, failed: 3 })
})

test('a flaky end to end test counts as a failure', () => {
  const report = { stats: { expected: 5, unexpected: 1, flaky: 1, skipped: 0 }, errors: [] }
  expect(countPlaywright(report)).toEqual({ passed: 5, failed: 2 })
})
