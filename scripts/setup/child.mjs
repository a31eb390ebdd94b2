/** Children of the launchers: a signal for us reaches them, and none outlives us. */
import { spawn } from 'node:child_process'
import { constants } from 'node:os'

const GRACE_MS = 14_000
const live = new Set()
let stopSignal = null

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => stop(signal))
// npm that is killed outright can pass nothing on: then we are handed to another parent, and end by ourselves.
const parent = process.ppid
if (process.env.npm_lifecycle_event) setInterval(() => process.ppid !== parent && stop('SIGTERM'), 500).unref()
process.on('exit', () => live.forEach((child) => child.kill('SIGKILL')))

/** Passes the first signal on; a child that has not ended after 14 s is killed. */
function stop(signal) {
  if (stopSignal !== null) return
  stopSignal = signal
  if (live.size === 0) process.exit(exitCode(null, signal))
  for (const child of live) child.kill(signal)
  setTimeout(() => live.forEach((child) => child.kill('SIGKILL')), GRACE_MS).unref()
}

/** What a shell would answer: the code, or 128 plus the signal's number. */
function exitCode(code, signal) {
  return code ?? 128 + (constants.signals[signal ?? 'SIGTERM'] ?? 0)
}

/** True from the moment at which someone asked us to end. */
export const isStopping = () => stopSignal !== null

/** The code to end with when a signal came while nothing of ours was worth waiting for. */
export const stoppedCode = () => exitCode(null, stopSignal)

/**
 * Runs a program to its end and answers its exit code.
 * @param {string} command
 * @param {string[]} args
 * @param {object} [options] those of `spawn`; besides, `onOutput` takes what the program prints (stdout and stderr as
 *   they come) instead of our own terminal
 * @returns {Promise<number>} 127 when the program cannot be started
 */
export function run(command, args, { onOutput, ...options } = {}) {
  const stdio = onOutput ? ['ignore', 'pipe', 'pipe'] : 'inherit'
  const child = spawn(command, args, { stdio, ...options })
  live.add(child)
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', (text) => onOutput?.(text))
  return new Promise((resolve) => {
    child.on('error', (error) => {
      live.delete(child)
      onOutput?.(`${error.message}\n`)
      if (!onOutput) console.error(error.message)
      resolve(127)
    })
    child.on('close', (code, signal) => {
      live.delete(child)
      resolve(exitCode(code, signal))
    })
  })
}
