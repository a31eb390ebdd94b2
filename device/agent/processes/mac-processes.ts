import { basename } from 'node:path'
import { psLine } from './command-lines.ts'
import type { RunningProcess } from './process-table.ts'
import { runProgram } from './run-program.ts'

export async function macProcesses(): Promise<readonly RunningProcess[]> {
  return parsePs(await runProgram(psLine(process.getuid?.() ?? 0)))
}

const LINE = /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s+(\S+)\s+(\S+ \S+\s+\S+ \S+ \d{4})\s+(.+)$/

/** `comm` is the program's path and may hold spaces, so it stands last. Resident memory is in KiB. Pure. */
export function parsePs(text: string): readonly RunningProcess[] {
  return text.split('\n').flatMap((line) => {
    const [, pid, parent, group, kib, state = '', startedAt = '', program = ''] = LINE.exec(line) ?? []
    if (pid === undefined || state.startsWith('Z')) return []
    return [
      {
        pid: Number(pid),
        parent: Number(parent),
        name: basename(program.trim()),
        startedAt,
        memoryBytes: Number(kib) * 1_024,
        group: Number(group),
        home: null,
      },
    ]
  })
}
