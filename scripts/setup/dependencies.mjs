/** Installs what the lockfile names, when what is installed differs from it. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isStopping, run } from './child.mjs'
import { root, say, seconds, SetupError } from './project.mjs'

/**
 * npm writes `node_modules/.package-lock.json` as the last act of an install. It is the stamp: an interrupted
 * install, one without the development packages, and one from before the lockfile changed all differ from it.
 */
export function dependenciesAreCurrent() {
  const wanted = packagesOf('package-lock.json')
  const installed = packagesOf('node_modules/.package-lock.json')
  if (!wanted || !installed) return false
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '' || entry.optional || entry.devOptional) return true
    const found = installed[path]
    return found?.version === entry.version && found?.integrity === entry.integrity
  })
}

function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(join(root, file), 'utf8')).packages
  } catch {
    return undefined
  }
}

/** @throws {SetupError} when npm fails */
export async function installDependencies() {
  say('installing dependencies (npm ci)')
  const from = performance.now()
  // NODE_ENV=production or `omit` in someone's npmrc would leave out what the build needs.
  const args = ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund']
  const code = await npm(args)
  if (isStopping()) return
  if (code !== 0) throw new SetupError(`npm ci ended with ${code}; see the lines above`)
  say(`dependencies installed in ${seconds(from)}`)
}

/** The npm that started us, else the one on the path. */
function npm(args) {
  const cli = process.env.npm_execpath
  if (cli?.endsWith('npm-cli.js')) return run(process.execPath, [cli, ...args], { cwd: root })
  return run('npm', args, { cwd: root, shell: process.platform === 'win32' })
}
