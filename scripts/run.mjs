/** The rest of the developer's commands: `node scripts/run.mjs TASK …` on any Node from 20 on. */
import { run } from './setup/child.mjs'
import { toolEnvironment } from './setup/node.mjs'
import { main, prepare } from './setup/prepare.mjs'
import { root, SetupError } from './setup/project.mjs'
import { tool } from './setup/tool.mjs'
import { browserEnvironment } from './test/browser.mjs'
import { runChecks } from './test/checks.mjs'
import { summarise } from './test/report.mjs'

const script = (file, env = {}) => ({ commands: () => [[file]], env })
const projects = (...names) => names.flatMap((name) => ['--project', name])

/** Each task: what it needs first, and the commands it runs one after another until one fails. */
const tasks = {
  dev: script('server/main.ts', { NODE_ENV: 'development' }),
  simulate: script('scripts/simulate.ts'),
  agent: script('device/agent/main.ts'),
  backup: script('server/backup.ts'),
  restore: script('server/restore.ts'),
  format: { commands: () => [[tool('oxfmt'), '--write']] },
  unit: { commands: () => [[tool('vitest'), 'run', ...projects('unit')]] },
  e2e: { build: true, browser: true, commands: () => [[tool('@playwright/test', 'playwright'), 'test']] },
  bench: { build: true, browser: true, commands: () => [['scripts/bench.ts']] },
  'test:long': {
    commands: () => [[tool('vitest'), 'run', ...projects('contract', 'integration', 'faults')]],
    env: { SIGNOFF_TEST_LONG: '1' },
  },
  'test:versions': {
    commands: () => [[tool('vitest'), 'run', ...projects('versions')]],
    env: { SIGNOFF_OLD: process.env.SIGNOFF_OLD ?? 'HEAD~1' },
  },
  'db:generate': {
    commands: () =>
      ['sqlite', 'postgres'].map((engine) => [tool('drizzle-kit'), 'generate', `--config=drizzle.${engine}.config.ts`]),
  },
}

await main(async () => {
  const [name = '', ...args] = process.argv.slice(2)
  if (name === 'check') return summarise(await runChecks(await prepare()))
  const task = tasks[name]
  if (!task) throw new SetupError(`no task "${name}"; there are: check, ${Object.keys(tasks).join(', ')}`)
  const node = await prepare({ build: task.build ?? false })
  const browser = task.browser ? await browserEnvironment(node) : {}
  const env = toolEnvironment(node, { ...task.env, ...browser })
  for (const command of task.commands()) {
    const code = await run(node, [...command, ...args], { cwd: root, env })
    if (code !== 0) return code
  }
  return 0
})
