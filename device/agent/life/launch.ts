import { spawn } from 'node:child_process'
import type { ExitKind } from './life.ts'

export type Launched = {
  /** Milliseconds until it said its first word. */
  readonly ready: Promise<void>
  /** How it ended, as far as the system says. */
  readonly ended: Promise<ExitKind>
  /** The system ends it: it hears so too. */
  logOff(): void
}

/** A program that says nothing counts as started after this long, in milliseconds. */
const SILENT_MS = 10_000

/**
 * Starts the guarded program (`run -- PROGRAM …`) in a process group of its own, with the home folder that `~` means. It is ready with its
 * first line.
 */
export function launch([program = '', ...args]: readonly string[], home: string): Launched {
  const env = { ...process.env, HOME: home }
  const child = spawn(program, args, { detached: true, stdio: ['ignore', 'pipe', 'inherit'], env })
  const ready = new Promise<void>((resolve, reject) => {
    const timer = setTimeout(resolve, SILENT_MS)
    const done = (settle: () => void) => {
      clearTimeout(timer)
      settle()
    }
    child.stdout.once('data', () => done(resolve))
    child.once('error', (error) => done(() => reject(error)))
    child.once('exit', () => done(() => reject(new Error(`${program} ended before it was ready`))))
  })
  const ended = new Promise<ExitKind>((resolve) => {
    child.once('exit', (code, signal) => resolve(kindOf(code, signal)))
  })
  child.stdout.resume()
  return { ready, ended, logOff: () => void child.kill('SIGTERM') }
}

/** SIGTERM and SIGHUP are how a system that shuts down asks; 1 is how Windows' task manager ends. Every other signal is a kill. */
function kindOf(code: number | null, signal: NodeJS.Signals | null): ExitKind {
  if (signal === 'SIGTERM' || signal === 'SIGHUP' || code === 143 || code === 129) return 'logoff'
  return code === 0 ? 'full' : 'killed'
}
