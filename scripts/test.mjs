/** npm test: everything that must hold, on a fresh clone, ending in one line `N passed, N failed`. */
import { isStopping, stoppedCode } from './setup/child.mjs'
import { ensureBuilt, main, prepare } from './setup/prepare.mjs'
import { browserEnvironment } from './test/browser.mjs'
import { runChecks } from './test/checks.mjs'
import { summarise, timed } from './test/report.mjs'
import { runPlaywright, runVitest } from './test/runners.mjs'

await main(async () => {
  const node = await prepare()
  const steps = [
    ['build', () => buildOnce(node)],
    ['checks', () => runChecks(node)],
    ['vitest', () => runVitest(node)],
    ['end to end', async () => runPlaywright(node, await browserEnvironment(node))],
  ]
  const results = []
  for (const [name, step] of steps) {
    if (isStopping()) return stoppedCode()
    results.push(...(name === 'checks' ? await step() : [await timed(name, step)]))
  }
  return isStopping() ? stoppedCode() : summarise(results)
})

async function buildOnce(node) {
  await ensureBuilt(node)
  return { passed: 1, failed: 0 }
}
