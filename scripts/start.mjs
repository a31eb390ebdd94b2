/** npm start: everything from a fresh clone to a running server. Plain JavaScript for Node 20, builtins only. */
import { run } from './setup/child.mjs'
import { toolEnvironment } from './setup/node.mjs'
import { main, prepare } from './setup/prepare.mjs'
import { root } from './setup/project.mjs'

await main(async () => {
  const given = process.argv.slice(2)
  const entry = given.includes('--demo') ? 'scripts/demo.ts' : 'server/main.ts'
  const args = given.filter((argument) => argument !== '--demo')
  const node = await prepare({ build: true })
  return run(node, [entry, ...args], { cwd: root, env: toolEnvironment(node, { NODE_ENV: 'production' }) })
})
