import { readdirSync, readFileSync, statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import type { ProcessTable, RunningProcess } from './process-table.ts'

/** What a process keeps once it has begun its program. `sure`: it was the same at two looks. */
type Known = Pick<RunningProcess, 'name' | 'home'> & {
  readonly startedAt: string
  readonly short: string
  readonly sure: boolean
}

/**
 * Reads /proc: this user's processes, zombies apart. Of one that is known only `stat` is read, without waiting, as nothing can hold it up;
 * its command line and its environment are read once more, in case it was seen between fork and exec, and not again until it changes its
 * name. One that ends meanwhile is left out.
 */
export function linuxTable(): ProcessTable {
  let known = new Map<number, Known>()
  const user = process.getuid?.()
  const page = pageBytes()
  return async () => {
    const found = await Promise.all(
      readdirSync('/proc').map(async (pid) => {
        const seen = isPid(pid) ? parseStat(statOf(pid, user), page) : null
        if (seen === null) return null
        const before = known.get(seen.pid)
        const same = before?.startedAt === seen.startedAt && before.short === seen.short
        const now = same && before.sure ? before : await identityOf(seen, same ? before : null)
        return now === null ? null : { seen, now }
      }),
    )
    const living = found.filter((one) => one !== null)
    known = new Map(living.map(({ seen, now }) => [seen.pid, now]))
    return living.map(({ seen: { short: _, ...process }, now: { name, home } }) => ({ ...process, name, home }))
  }
}

type Seen = Omit<RunningProcess, 'name' | 'home'> & { readonly short: string }

async function identityOf({ pid, short, startedAt }: Seen, before: Known | null): Promise<Known | null> {
  const folder = `/proc/${pid}`
  try {
    const [commandLine, environment] = await Promise.all([
      readFile(`${folder}/cmdline`, 'utf8'),
      readFile(`${folder}/environ`, 'utf8').catch(() => ''),
    ])
    const identity = parseIdentity(short, commandLine, environment)
    const sure = before !== null && before.name === identity.name && before.home === identity.home
    return { ...identity, startedAt, short, sure }
  } catch {
    return null
  }
}

/** The kernel cuts a name after 15 bytes: the command line has the rest, where it begins alike. Pure. */
export function parseIdentity(
  short: string,
  commandLine: string,
  environment: string,
): Pick<RunningProcess, 'name' | 'home'> {
  const [program = ''] = commandLine.split('\0')
  const long = basename(program)
  return {
    name: long.startsWith(short) ? long : short,
    home: /(?:^|\0)HOME=([^\0]*)/.exec(environment)?.[1] ?? null,
  }
}

/** proc(5): `pid (name) state ppid pgrp … starttime vsize rss`. The name may hold brackets, so it ends at the last one. Pure. */
export function parseStat(line: string, page: number): Seen | null {
  const end = line.lastIndexOf(')')
  const fields = line.slice(end + 2).split(' ')
  const [state, parent, group] = fields
  if (state === undefined || state === '' || 'ZXx'.includes(state)) return null
  return {
    pid: Number(line.slice(0, line.indexOf(' '))),
    parent: Number(parent),
    short: line.slice(line.indexOf('(') + 1, end),
    startedAt: fields[19] ?? '',
    memoryBytes: Number(fields[21] ?? 0) * page,
    group: Number(group),
  }
}

/** Its `stat`; empty when it is somebody else's, or has ended. */
function statOf(pid: string, user: number | undefined): string {
  const folder = `/proc/${pid}`
  try {
    return statSync(folder).uid === user ? readFileSync(`${folder}/stat`, 'utf8') : ''
  } catch {
    return ''
  }
}

function isPid(name: string): boolean {
  return name >= '0' && name < ':'
}

/** As getauxval(3) has it. */
const AT_PAGESZ = 6n
/** Bytes of a page of memory: the kernel's word to each process, 4,096 where it is not found. */
function pageBytes(): number {
  const words = readFileSync('/proc/self/auxv')
  for (let at = 0; at + 16 <= words.length; at += 16)
    if (words.readBigUInt64LE(at) === AT_PAGESZ) return Number(words.readBigUInt64LE(at + 8))
  return 4_096
}
