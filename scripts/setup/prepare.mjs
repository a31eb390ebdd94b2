/** What every command needs before it can do its own work. */
import { build, buildIsCurrent } from './build.mjs'
import { isStopping, stoppedCode } from './child.mjs'
import { dependenciesAreCurrent, installDependencies } from './dependencies.mjs'
import { withLock } from './lock.mjs'
import { findNode } from './node.mjs'
import { SetupError } from './project.mjs'

/**
 * Makes sure of the dependencies, of Node 24 and, if asked, of a build. When all is there it only looks.
 * @param {{build?: boolean}} [needs]
 * @returns {Promise<string>} the Node to run our code with
 * @throws {SetupError} when something cannot be had
 */
export async function prepare(needs = {}) {
  if (!dependenciesAreCurrent()) {
    await withLock(async () => {
      if (!dependenciesAreCurrent()) await installDependencies()
    })
  }
  endIfStopping()
  const node = findNode()
  if (needs.build) await ensureBuilt(node)
  endIfStopping()
  return node
}

/** @throws {SetupError} when a builder fails */
export async function ensureBuilt(node) {
  if (buildIsCurrent()) return
  await withLock(async () => {
    if (!buildIsCurrent()) await build(node)
  })
}

function endIfStopping() {
  if (isStopping()) process.exit(stoppedCode())
}

/** Runs a launcher: its answer is the exit code, and what it could not set up is said in one line. */
export async function main(launch) {
  try {
    process.exitCode = await launch()
  } catch (error) {
    if (!(error instanceof SetupError)) throw error
    console.error(`signoff: ${error.message}`)
    process.exitCode = 1
  }
}
