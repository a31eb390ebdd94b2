import { allOf, guardedOf, memoryOf, type Guarded, type Scope } from '../processes/guarded-processes.ts'
import { endProcesses, type Ender } from '../processes/end-processes.ts'

export type ExitStep = {
  readonly name: 'transfers' | 'children' | 'program'
  readonly ok: boolean
  readonly detail: string
}
export type ProgramExit = {
  readonly steps: readonly ExitStep[]
  readonly left: { readonly processes: number; readonly memoryBytes: number }
}
/** A program whose children start children has to be looked at more than once. */
const SWEEPS = 4

/**
 * Ends the guarded program. `full`: its transfers, then every child process, then the program, until none is left (guide statement 2.4).
 * `quick`: the program alone; what stays is counted with its memory (2.7). Runs again after a kill.
 */
export async function exitProgram(ports: Ender, scope: Scope, kind: 'full' | 'quick'): Promise<ProgramExit> {
  const first = guardedOf(await ports.table(), scope)
  const wide = { ...scope, groups: first.program.map(({ pid }) => pid) }
  const look = async () => guardedOf(await ports.table(), wide)
  const steps: ExitStep[] = []
  const phase = async (name: ExitStep['name'], of: (guarded: Guarded) => Guarded['program']) => {
    const meant = of(await look())
    const left = await endProcesses(ports, meant)
    steps.push({ name, ok: left.length === 0, detail: `${meant.length - left.length} of ${meant.length} ended` })
  }
  if (kind === 'full') {
    await phase('transfers', ({ transfers }) => transfers)
    await phase('children', ({ others }) => others)
  }
  await phase('program', ({ program }) => program)
  let left = allOf(await look())
  for (let sweep = 0; kind === 'full' && left.length > 0 && sweep < SWEEPS; sweep++) {
    await endProcesses(ports, left)
    left = allOf(await look())
  }
  return { steps, left: { processes: left.length, memoryBytes: memoryOf(left) } }
}

/** What runs now, for the figures before. */
export async function runningNow(
  ports: Pick<Ender, 'table'>,
  scope: Scope,
): Promise<{ count: number; memoryBytes: number }> {
  const all = allOf(guardedOf(await ports.table(), scope))
  return { count: all.length, memoryBytes: memoryOf(all) }
}
