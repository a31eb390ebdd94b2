/** Finds the Node that runs our TypeScript as it is. */
import { existsSync } from 'node:fs'
import { dirname, delimiter, join } from 'node:path'
import { root, SetupError } from './project.mjs'

const REQUIRED_MAJOR = 24

/**
 * This process's own Node when it is new enough, else the one that came with the dependencies.
 * @returns {string} path of a Node 24 or later
 * @throws {SetupError} when the registry has none for this machine
 */
export function findNode() {
  if (Number(process.versions.node.split('.')[0]) >= REQUIRED_MAJOR) return process.execPath
  const platform = process.platform === 'win32' ? 'win' : process.platform
  const executable = process.platform === 'win32' ? 'node.exe' : 'node'
  const bundled = join(root, 'node_modules', `node-${platform}-${process.arch}`, 'bin', executable)
  if (existsSync(bundled)) return bundled
  throw new SetupError(
    `this machine has Node ${process.versions.node}, and no package brings Node ${REQUIRED_MAJOR} for ` +
      `${platform}-${process.arch}: install Node ${REQUIRED_MAJOR} or later and try again`,
  )
}

/** The environment for tools: the same Node comes first on the path, for whatever they start themselves. */
export function toolEnvironment(node, extra = {}) {
  const path = [dirname(node), process.env.PATH].filter(Boolean).join(delimiter)
  return { ...process.env, NEXT_TELEMETRY_DISABLED: '1', ...extra, PATH: path }
}
