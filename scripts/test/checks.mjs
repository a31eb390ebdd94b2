/** The checks that read the code without running it. Each counts as one. */
import { run } from '../setup/child.mjs'
import { toolEnvironment } from '../setup/node.mjs'
import { root } from '../setup/project.mjs'
import { tool } from '../setup/tool.mjs'
import { timed } from './report.mjs'

const CHECKS = {
  types: () => [
    [tool('next'), 'typegen'],
    [tool('typescript', 'tsc'), '--noEmit', '--incremental', 'false'],
  ],
  lint: () => [[tool('oxlint'), '--type-aware', '--deny-warnings']],
  format: () => [[tool('oxfmt'), '--check']],
  imports: () => [[tool('dependency-cruiser', 'depcruise'), '--config', '.dependency-cruiser.mjs', '.']],
  unused: () => [[tool('knip'), '--no-progress']],
}

/**
 * Runs them two at a time (the machine that has to do in 15 minutes has two cores).
 * @param {string} node
 * @returns {Promise<import('./report.mjs').Result[]>}
 */
export async function runChecks(node) {
  const waiting = Object.entries(CHECKS)
  const results = []
  const lane = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [name, commands] = next
      results.push(await timed(name, () => check(node, commands())))
    }
  }
  await Promise.all([lane(), lane()])
  return results
}

async function check(node, commands) {
  let output = ''
  const options = { cwd: root, env: toolEnvironment(node), onOutput: (text) => (output += text) }
  for (const args of commands) {
    const code = await run(node, args, options)
    if (code !== 0) return { passed: 0, failed: 1, output }
  }
  return { passed: 1, failed: 0 }
}
