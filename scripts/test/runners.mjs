/** Runs Vitest and Playwright and reads what they counted. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { run } from '../setup/child.mjs'
import { toolEnvironment } from '../setup/node.mjs'
import { root } from '../setup/project.mjs'
import { tool } from '../setup/tool.mjs'

/** A runner that hangs is ended, and has failed. */
const LIMIT_MS = 12 * 60_000

/** Unit, contract on both engines, integration and faults, in one Vitest. */
export function runVitest(node) {
  return counted(async (file) => {
    const args = [tool('vitest'), 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
    return run(node, args, { cwd: root, env: toolEnvironment(node), timeout: LIMIT_MS })
  }, countVitest)
}

/** End to end, in a real browser against a built server. */
export function runPlaywright(node, browser) {
  return counted(async (file) => {
    const env = toolEnvironment(node, { ...browser, PLAYWRIGHT_JSON_OUTPUT_FILE: file })
    return run(node, [tool('@playwright/test', 'playwright'), 'test', '--reporter=list,json'], {
      cwd: root,
      env,
      timeout: LIMIT_MS,
    })
  }, countPlaywright)
}

/** A runner that ends badly without naming a failed test has itself failed: that counts as one. */
async function counted(start, count) {
  const folder = mkdtempSync(join(tmpdir(), 'signoff-report-'))
  try {
    const code = await start(join(folder, 'report.json'))
    const { passed, failed } = count(readReport(join(folder, 'report.json')))
    return { passed, failed: code !== 0 && failed === 0 ? 1 : failed }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}

/** A file that could not be loaded, or whose set-up failed, has no failed test to count: it counts as one. */
export function countVitest(report) {
  if (!report) return { passed: 0, failed: 1 }
  const failedTests = (file) => file.assertionResults.filter((result) => result.status === 'failed').length
  const unloaded = report.testResults.filter((file) => file.status === 'failed' && failedTests(file) === 0)
  return { passed: report.numPassedTests, failed: report.numFailedTests + unloaded.length }
}

/** A test that passed only when repeated has failed. */
export function countPlaywright(report) {
  if (!report) return { passed: 0, failed: 1 }
  const { expected, unexpected, flaky } = report.stats
  return { passed: expected, failed: unexpected + flaky + report.errors.length }
}
