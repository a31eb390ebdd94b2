import { processListLine, windowsFolder } from './command-lines.ts'
import type { RunningProcess } from './process-table.ts'
import { runProgram } from './run-program.ts'

/** The processes of this log-on session. */
export async function windowsProcesses(): Promise<readonly RunningProcess[]> {
  return parseWindows(await runProgram(processListLine(windowsFolder())))
}

type Row = {
  readonly ProcessId: number
  readonly ParentProcessId: number
  readonly Name: string
  readonly WorkingSetSize: number
  readonly Started: number
}

/** One process alone is no array in PowerShell's JSON, and its UTF-8 may begin with a mark. Pure. */
export function parseWindows(text: string): readonly RunningProcess[] {
  const json = text.replace(/^\uFEFF/, '')
  const parsed = JSON.parse(json === '' ? '[]' : json) as Row | readonly Row[]
  return [parsed].flat().map((row) => ({
    pid: row.ProcessId,
    parent: row.ParentProcessId,
    name: row.Name,
    startedAt: String(row.Started),
    memoryBytes: row.WorkingSetSize,
    group: null,
    home: null,
  }))
}
