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
    async () => [await timed('build', () => buildOnce(node))],
    () => readAndRun(node),
    async () => [await timed('end to end', async () => runPlaywright(node, await browserEnvironment(node)))],
  ]
  const results = []
  for (const step of steps) {
    if (isStopping()) return stoppedCode()
    results.push(...(await step()))
  }
  return isStopping() ? stoppedCode() : summarise(results)
})

/** The checks beside the first tests, which wait for servers and disks and leave half a core idle. */
async function readAndRun(node) {
  const [checks, vitest] = await Promise.all([runChecks(node), timed('vitest', () => runVitest(node))])
  return [...checks, vitest]
}

async function buildOnce(node) {
  await ensureBuilt(node)
  return { passed: 1, failed: 0 }
}
