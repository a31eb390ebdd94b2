/** Counts what passed and what failed, over all runners. */
import { say } from '../setup/project.mjs'

/**
 * @typedef {{name: string, passed: number, failed: number, durationMs: number, output?: string}} Result
 *   `output` is shown when something failed.
 */

/** Says one step's outcome as soon as it is known. */
export function tell(result) {
  const mark = result.failed === 0 ? 'ok    ' : 'FAILED'
  const time = `${(result.durationMs / 1000).toFixed(1)} s`.padStart(8)
  const counts = result.passed + result.failed > 1 ? `  ${result.passed} passed, ${result.failed} failed` : ''
  if (result.failed > 0 && result.output) console.log(`\n--- ${result.name} ---\n${result.output.trimEnd()}\n`)
  say(`${mark} ${result.name.padEnd(14)}${time}${counts}`)
}

/**
 * Prints the one last line that everything is judged by.
 * @param {Result[]} results
 * @returns {number} the exit code
 */
export function summarise(results) {
  const total = (key) => results.reduce((sum, result) => sum + result[key], 0)
  const failed = total('failed')
  if (failed > 0)
    say(
      `failed: ${results
        .filter((result) => result.failed > 0)
        .map((result) => result.name)
        .join(', ')}`,
    )
  console.log(`${total('passed')} passed, ${failed} failed`)
  return failed === 0 && results.length > 0 ? 0 : 1
}

/** Measures one step; a step that throws has failed. */
export async function timed(name, work) {
  const from = performance.now()
  const outcome = await work().catch((error) => ({ passed: 0, failed: 1, output: String(error?.stack ?? error) }))
  const result = { name, ...outcome, durationMs: performance.now() - from }
  tell(result)
  return result
}
