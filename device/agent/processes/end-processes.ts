import { platform } from 'node:os'
import type { Pause } from '#device/client/index.ts'
import { taskkillLine, windowsFolder } from './command-lines.ts'
import { isSame } from './guarded-processes.ts'
import type { ProcessTable, RunningProcess } from './process-table.ts'
import { runProgram } from './run-program.ts'

/** How long a process that was asked to end may take before it is ended, in milliseconds. */
export const GRACE_MS = 5_000
/** Looking starts a program, but on Linux. */
const LOOK_EVERY_MS = platform() === 'linux' ? 50 : 250

export type Ender = { readonly table: ProcessTable; readonly pause: Pause; readonly graceMs: number }

/** Asks these to end, waits, and ends who has not. Resolves with those that are still there. */
export async function endProcesses(
  { table, pause, graceMs }: Ender,
  processes: readonly RunningProcess[],
): Promise<readonly RunningProcess[]> {
  let left = await still(processes)
  if (left.length === 0) return left
  for (const force of [false, true]) {
    for (const one of left) await end(one.pid, force)
    // By the clock: a look itself may take most of a second.
    const until = performance.now() + graceMs
    do {
      await pause(LOOK_EVERY_MS, new AbortController().signal)
      left = await still(left)
    } while (left.length > 0 && performance.now() < until)
    if (left.length === 0) break
  }
  return left

  /** Who of them is still the same process: a pid that was given to another since is not. */
  async function still(them: readonly RunningProcess[]): Promise<readonly RunningProcess[]> {
    if (them.length === 0) return []
    const now = await table()
    return them.filter((one) => now.some((other) => isSame(one, other)))
  }
}

async function end(pid: number, force: boolean): Promise<void> {
  if (platform() === 'win32') {
    await runProgram(taskkillLine(windowsFolder(), pid, force)).catch(() => {})
    return
  }
  try {
    process.kill(pid, force ? 'SIGKILL' : 'SIGTERM')
  } catch {
    // It has ended meanwhile.
  }
}
