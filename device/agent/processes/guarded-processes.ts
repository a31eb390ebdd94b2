import type { RunningProcess } from './process-table.ts'

/** The program that a manifest guards, as it runs now. */
export type Guarded = {
  /** The program itself, the first name of the manifest. More than one when it was started twice. */
  readonly program: readonly RunningProcess[]
  /** Its file transfers: processes whose name says so. */
  readonly transfers: readonly RunningProcess[]
  /** Everything else that belongs to it. */
  readonly others: readonly RunningProcess[]
  /** Of transfers and others, those that no running program is above of: they outlived it (guide statement 2.7). */
  readonly leftovers: readonly RunningProcess[]
}
export const NOTHING: Guarded = { program: [], transfers: [], others: [], leftovers: [] }

export type Scope = {
  /** The manifest's names, the program first. */
  readonly names: readonly string[]
  /** What `~` means here: a process that was started with another home folder belongs to another installation. */
  readonly home: string
  /** The agent's own process: it and what is above it are never guarded, whatever a manifest names. */
  readonly self: number
  /** Process groups that the program led when it was looked at before it ended: who is in one of them is its own. */
  readonly groups?: readonly number[]
}

const TRANSFER = /transfer|upload|download|传输/i

/**
 * Picks a program's processes from all that run: by the manifest's names, their children's children, and who is in the process group that
 * the program leads. Pure.
 */
export function guardedOf(all: readonly RunningProcess[], { names, home, self, groups = [] }: Scope): Guarded {
  const [first] = names
  if (first === undefined) return NOTHING
  const sacred = aboveOf(all, self)
  const free = all.filter(({ pid, home: own }) => !sacred.has(pid) && pid !== self && (own === null || own === home))
  const program = free.filter((one) => isCalled(one, first))
  const heads = new Set([...groups, ...program.map(({ pid }) => pid)])
  const named = free.filter((one) => names.some((name) => isCalled(one, name)))
  const grouped = free.filter(({ group }) => group !== null && heads.has(group))
  const family = [...new Set([...named, ...grouped, ...belowOf(free, [...named, ...grouped])])]
  const rest = family.filter((one) => !program.includes(one))
  const alive = new Set(belowOf(free, program))
  return {
    program,
    transfers: rest.filter(({ name }) => TRANSFER.test(name)),
    others: rest.filter(({ name }) => !TRANSFER.test(name)),
    leftovers: rest.filter((one) => !alive.has(one)),
  }
}

export function allOf({ program, transfers, others }: Guarded): readonly RunningProcess[] {
  return [...program, ...transfers, ...others]
}

export function memoryOf(processes: readonly RunningProcess[]): number {
  return processes.reduce((sum, { memoryBytes }) => sum + memoryBytes, 0)
}

export function isSame(a: RunningProcess, b: RunningProcess): boolean {
  return a.pid === b.pid && a.startedAt === b.startedAt
}

/** Windows writes `WXWork.exe` where a manifest may say `WXWork`, and does not tell capitals apart. */
function isCalled({ name }: RunningProcess, wanted: string): boolean {
  const plain = (text: string) => text.toLowerCase().replace(/\.exe$/, '')
  return plain(name) === plain(wanted)
}

function aboveOf(all: readonly RunningProcess[], pid: number): ReadonlySet<number> {
  const parents = new Map(all.map((one) => [one.pid, one.parent]))
  const above = new Set<number>()
  for (let next = parents.get(pid); next !== undefined && !above.has(next); next = parents.get(next)) above.add(next)
  return above
}

function belowOf(all: readonly RunningProcess[], roots: readonly RunningProcess[]): readonly RunningProcess[] {
  const pids = new Set(roots.map(({ pid }) => pid))
  const below = new Set<RunningProcess>()
  for (let grew = true; grew;) {
    grew = false
    for (const one of all) {
      if (below.has(one) || !pids.has(one.parent)) continue
      below.add(one)
      pids.add(one.pid)
      grew = true
    }
  }
  return [...below]
}
