import { platform } from 'node:os'
import { linuxTable } from './linux-processes.ts'
import { macProcesses } from './mac-processes.ts'
import { windowsProcesses } from './windows-processes.ts'

/** A process of this user. `pid` and `startedAt` together are one process: a pid is used again. */
export type RunningProcess = {
  readonly pid: number
  readonly parent: number
  readonly name: string
  readonly startedAt: string
  readonly memoryBytes: number
  /** The process group, and the home folder it was started with; null where the system does not say. */
  readonly group: number | null
  readonly home: string | null
}

/** Everything of this user that runs now. What an implementer owes: no zombies, and the agent itself may be in it. */
export type ProcessTable = () => Promise<readonly RunningProcess[]>

export function processTable(): ProcessTable {
  if (platform() === 'linux') return linuxTable()
  return platform() === 'win32' ? windowsProcesses : macProcesses
}
