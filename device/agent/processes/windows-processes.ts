import type { RunningProcess } from './process-table.ts'
import { runProgram } from './run-program.ts'

const SCRIPT =
  'Get-CimInstance Win32_Process | Where-Object { $_.SessionId -eq (Get-Process -Id $PID).SessionId } | ' +
  'Select-Object ProcessId,ParentProcessId,Name,WorkingSetSize,@{n="Started";e={$_.CreationDate.Ticks}} | ConvertTo-Json -Compress'

/** The processes of this log-on session. */
export async function windowsProcesses(): Promise<readonly RunningProcess[]> {
  return parseWindows(await runProgram('powershell.exe', ['-NoProfile', '-NonInteractive', '-Command', SCRIPT]))
}

type Row = {
  readonly ProcessId: number
  readonly ParentProcessId: number
  readonly Name: string
  readonly WorkingSetSize: number
  readonly Started: number
}

/** One process alone is no array in PowerShell's JSON. Pure. */
export function parseWindows(text: string): readonly RunningProcess[] {
  const parsed = JSON.parse(text === '' ? '[]' : text) as Row | readonly Row[]
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
