import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))

export type Child = {
  readonly name: string
  /** The exit code, or null when a signal ended it. */
  readonly ended: Promise<number | null>
  /** SIGTERM, and SIGKILL when it has not ended after the grace, in milliseconds. */
  stop(graceMs: number): Promise<void>
}

/** Starts one of our own entries with this same Node, its output beside ours. */
export function startChild(name: string, args: readonly string[], env: NodeJS.ProcessEnv = process.env): Child {
  const child = spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', 'inherit', 'inherit'] })
  const ended = endOf(child)
  return {
    name,
    ended,
    async stop(graceMs) {
      child.kill('SIGTERM')
      const timer = setTimeout(() => child.kill('SIGKILL'), graceMs)
      await ended
      clearTimeout(timer)
    },
  }
}

async function endOf(child: ChildProcess): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
  return child.exitCode
}
