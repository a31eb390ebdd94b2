import { basename } from 'node:path'
import type { RunningProcess } from './process-table.ts'
import { runProgram } from './run-program.ts'

/** `ps` of this user's processes, those without a terminal too. */
export async function macProcesses(): Promise<readonly RunningProcess[]> {
  const user = String(process.getuid?.() ?? '')
  return parsePs(await runProgram('/bin/ps', ['-x', '-U', user, '-o', 'pid=,ppid=,pgid=,rss=,state=,lstart=,comm=']))
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
