/** Builds the pages and the agent, when their sources changed. */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isStopping, run } from './child.mjs'
import { toolEnvironment } from './node.mjs'
import { root, say, seconds, SetupError } from './project.mjs'
import { tool } from './tool.mjs'

/** All that Next or esbuild may read; `server/` and `db/` because pages read through them. */
const SOURCES = ['app', 'db', 'device', 'domain', 'protocol', 'public', 'server', 'scripts/build-agent.ts']
const CONFIG = ['next.config.mjs', 'package.json', 'package-lock.json', 'postcss.config.mjs', 'tsconfig.json']
const STAMP = join(root, '.next', 'sources.sha256')
const AGENT_BUILDER = join(root, 'scripts', 'build-agent.ts')
const AGENT = join(root, 'dist', 'agent.mjs')

/** True when the last finished build was made from exactly these sources. */
export function buildIsCurrent() {
  return existsSync(STAMP) && existsSync(AGENT) && readFileSync(STAMP, 'utf8') === sourcesHash()
}

/** SHA-256 over the path and content of every source file that is no test. */
function sourcesHash() {
  const hash = createHash('sha256')
  const add = (path) => {
    const content = readFileSync(join(root, path))
    hash.update(`${path}\0${content.length}\0`).update(content)
  }
  for (const start of [...SOURCES, ...CONFIG]) for (const path of filesUnder(start)) add(path)
  return hash.digest('hex')
}

/** The file itself, or every source file below the folder, in an order that no file system decides. */
function filesUnder(path) {
  const found = statSync(join(root, path), { throwIfNoEntry: false })
  if (!found) return []
  if (found.isFile()) return /[.]test[.]tsx?$|[.]md$/.test(path) ? [] : [path]
  const names = readdirSync(join(root, path)).sort()
  return names.flatMap((name) => filesUnder(`${path}/${name}`))
}

/**
 * The stamp is taken off first and put on last, so that a build that was broken off is made again.
 * @throws {SetupError} when a builder fails
 */
export async function build(node) {
  say('building the pages (next build)')
  const from = performance.now()
  const hash = sourcesHash()
  rmSync(STAMP, { force: true })
  const env = toolEnvironment(node, { NODE_ENV: 'production' })
  await step(node, [tool('next'), 'build'], env)
  await step(node, [AGENT_BUILDER], env)
  if (isStopping()) return
  mkdirSync(join(root, '.next'), { recursive: true })
  writeFileSync(STAMP, hash)
  say(`built in ${seconds(from)}`)
}

async function step(node, args, env) {
  if (isStopping()) return
  const code = await run(node, args, { cwd: root, env })
  if (code !== 0 && !isStopping()) throw new SetupError(`the build failed (${code}); see the lines above`)
}
