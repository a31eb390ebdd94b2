import { readdir, readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import type { RunningProcess } from './process-table.ts'

/** Reads /proc: this user's processes, zombies apart. One that ends meanwhile is left out. */
export async function linuxProcesses(): Promise<readonly RunningProcess[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const found = await Promise.all(pids.map((pid) => read(pid).catch(() => null)))
  return found.filter((process) => process !== null)
}

async function read(pid: string): Promise<RunningProcess | null> {
  const folder = `/proc/${pid}`
  if ((await stat(folder)).uid !== process.getuid?.()) return null
  const [line, status, commandLine, environment] = await Promise.all([
    readFile(`${folder}/stat`, 'utf8'),
    readFile(`${folder}/status`, 'utf8'),
    readFile(`${folder}/cmdline`, 'utf8'),
    readFile(`${folder}/environ`, 'utf8').catch(() => ''),
  ])
  return parseProcess({ line, status, commandLine, environment })
}

type Texts = {
  readonly line: string
  readonly status: string
  readonly commandLine: string
  readonly environment: string
}

/** proc(5): `pid (name) state ppid pgrp … starttime`. The name may hold brackets, so it ends at the last one. Pure. */
export function parseProcess({ line, status, commandLine, environment }: Texts): RunningProcess | null {
  const end = line.lastIndexOf(')')
  const fields = line.slice(end + 2).split(' ')
  const [state, parent, group] = fields
  if (state === undefined || 'ZXx'.includes(state)) return null
  const short = line.slice(line.indexOf('(') + 1, end)
  const [program = ''] = commandLine.split('\0')
  // The kernel cuts a name after 15 bytes: the command line has the rest, where it begins alike.
  const long = basename(program)
  const resident = /^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]
  return {
    pid: Number(line.slice(0, line.indexOf(' '))),
    parent: Number(parent),
    name: long.startsWith(short) ? long : short,
    startedAt: fields[19] ?? '',
    memoryBytes: Number(resident ?? 0) * 1_024,
    group: Number(group),
    home: /(?:^|\0)HOME=([^\0]*)/.exec(environment)?.[1] ?? null,
  }
}
