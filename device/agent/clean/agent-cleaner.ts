import { rm, rmdir } from 'node:fs/promises'
import type { CleanContext, Cleaner, CleanResult, DataKey, Vault } from '#device/client/index.ts'
import type { Order } from '#protocol/entry.ts'
import { forgetAccount } from '../account.ts'
import { exitProgram, runningNow, type ProgramExit } from '../exit/exit-program.ts'
import { checkIntegrity, type Integrity } from '../life/integrity.ts'
import { removeKeys } from '../file-keys.ts'
import { measureFiles, removeClass, type Place } from '../files/guarded-files.ts'
import { ownPlaces, type Guard } from '../manifest/guard.ts'
import { classesOfOrder } from '../manifest/levels.ts'
import { CLASSES, type PathClass } from '../manifest/manifest.ts'
import type { Ender } from '../processes/end-processes.ts'
import type { Scope } from '../processes/guarded-processes.ts'
import { dropOldBackups } from '../records/backup-key.ts'
import type { RecordPlaces } from '../records/records-of-session.ts'
import { letGoReserve } from '../reserve.ts'
import type { StateFolder } from '../state-folder.ts'
import { goneOf, rememberBefore, totalOf } from './figures.ts'
import { removeKeychainItems } from './keychain.ts'
import { dropUnwanted, savedOf, saveRecords, wantsKept, type Saved } from './save-records.ts'

export type CleanPorts = {
  readonly folder: StateFolder
  readonly vault: Vault
  readonly key: DataKey
  /** What a manifest guards; null: the agent's own profile alone. */
  readonly guard: Guard | null
  readonly ender: Ender
  /** Hears how the records were when nothing wrote them any more, before they go. */
  readonly atExit?: (integrity: Integrity) => void
}
type Work = CleanPorts & {
  readonly order: Order
  readonly context: CleanContext
  readonly places: RecordPlaces
  readonly all: readonly Place[]
  readonly classes: ReadonlySet<PathClass>
}
type Steps = CleanResult['steps']

const NO_PROGRAM: ProgramExit = { steps: [], left: { processes: 0, memoryBytes: 0 } }

/**
 * Signs this computer out: saves the records as the order asks, ends the guarded program, removes the classes that the order takes, and says
 * what is measurably gone. The token goes with the vault's session once the confirmation is accepted; the key then too, with unbind.
 * Everything may be repeated after a kill. An order about an earlier session touches that session's own profile alone.
 */
export function agentCleaner(ports: CleanPorts): Cleaner {
  return {
    async clean(order, context) {
      const work = await prepare(ports, order, context)
      const { guard, ender, classes, all, places } = work
      const running = guard === null ? { count: 0, memoryBytes: 0 } : await runningNow(ender, scopeOf(guard))
      await dropUnwanted(places, order)
      const figures = await rememberBefore(context, all, classes, running)
      const steps: Steps = []
      await saveRecords(places, order, context, false)
      const exit = await endProgram(work, steps)
      ports.atExit?.(await checkIntegrity(all, ports.key).catch(() => 'unknown' as const))
      await saveRecords(places, order, context, true)
      const saved = await savedOf(places, order, context)
      await removeClasses(work, removable(classes, order, saved), steps)
      if (guard !== null) steps.push(...(await removeKeychainItems(guard)))
      return report(work, { figures, steps: [...savedStep(saved), ...steps], exit, saved })
    },
    finish: (order, current) => finish(ports, order, current),
  }
}

/** Which installation's processes: the manifest's names, started with the home folder that `~` means. */
export function scopeOf({ processes, home }: Guard): Scope {
  return { names: processes, home, self: process.pid }
}

async function prepare(ports: CleanPorts, order: Order, context: CleanContext): Promise<Work> {
  const session = await ports.vault.get('session')
  // A member who has signed in again since has new data in the same places: it is not this order's (quality.md, D9).
  const own = await ownPlaces(ports.folder, order.sessionId)
  const guard = session === undefined || session.sessionId === order.sessionId ? ports.guard : null
  const guarded = guard?.places ?? []
  const places: RecordPlaces = { folder: ports.folder, sessionId: order.sessionId, own, guarded, key: ports.key }
  return {
    ...ports,
    guard,
    order,
    context,
    places,
    all: [...own, ...guarded],
    // Kept records are counted as what they are: still here. Where they could not be kept, they stay readable, and that is a failure.
    classes: classesOfOrder({ ...order.options, keepRecords: false }),
  }
}

/** Records that should have been kept and were not are not removed: the report says so, and a retry tries again. */
function removable(classes: ReadonlySet<PathClass>, order: Order, { kept }: Saved): readonly PathClass[] {
  return CLASSES.filter((name) => classes.has(name) && (name !== 'records' || !wantsKept(order) || kept))
}

async function endProgram({ guard, ender, order, context }: Work, steps: Steps): Promise<ProgramExit> {
  if (guard === null || guard.processes.length === 0 || context.signal.aborted) return NO_PROGRAM
  context.report({ step: 'program', done: 0, of: 2 })
  const exit = await exitProgram(ender, scopeOf(guard), order.options.exit ?? 'full')
  steps.push(...exit.steps)
  return exit
}

async function removeClasses({ context, all }: Work, classes: readonly PathClass[], steps: Steps): Promise<void> {
  for (const [index, name] of classes.entries()) {
    if (context.signal.aborted) return
    context.report({ step: name, done: index, of: classes.length })
    const stuck = await removeClass(all, name)
    const detail = `${stuck.length} left: ${stuck.slice(0, 5).join(', ')}`.slice(0, 500)
    steps.push(stuck.length === 0 ? { name, ok: true } : { name, ok: false, detail })
  }
  context.report({ step: 'done', done: classes.length, of: classes.length })
}

function savedStep({ kept, backup }: Saved): Steps {
  if (kept) return [{ name: 'keep', ok: true }]
  return backup?.done === true ? [{ name: 'backup', ok: true }] : []
}

type Done = {
  readonly figures: Readonly<Record<string, number>>
  readonly steps: Steps
  readonly exit: ProgramExit
  readonly saved: Saved
}

async function report(work: Work, { figures, steps, exit, saved }: Done): Promise<CleanResult> {
  const { all, classes, guard, order, folder } = work
  await rmdir(folder.sessionFolder(order.sessionId)).catch(() => {}) // only when it is empty
  const left = await measureFiles(all, classes)
  const gone = goneOf(figures, left, classes)
  const { kept, backup } = saved
  const { records: _, ...others } = gone
  const removed = kept ? others : gone
  const before = figures.processes ?? 0
  const processesEnded = Math.max(0, before - exit.left.processes)
  const clean = steps.every(({ ok }) => ok) && totalOf(left).files === 0 && kept === wantsKept(order)
  const quiet = exit.left.processes === 0 || order.options.exit === 'quick'
  const some = totalOf(gone).files > 0 || processesEnded > 0
  return {
    result: clean && quiet ? 'done' : some ? 'partial' : 'failed',
    // A backup still takes its place on the disk.
    bytesFreed: Math.max(0, totalOf(removed).bytes - (backup?.done === true && !kept ? saved.backupFileBytes : 0)),
    filesRemoved: totalOf(removed).files,
    processesEnded,
    steps,
    leftovers: { ...exit.left, files: totalOf(left).files },
    classes: removed,
    ...(guard === null || guard.processes.length === 0
      ? {}
      : { memory: { beforeBytes: figures.memoryBytes ?? 0, afterBytes: exit.left.memoryBytes } }),
    ...(kept ? { kept: true as const } : {}),
    ...(order.options.exit === null ? {} : { exit: order.options.exit }),
    ...(backup === null ? {} : { backup }),
  }
}

async function finish({ folder, vault, key }: CleanPorts, order: Order, current: boolean): Promise<void> {
  if (!current) return
  await key.forget()
  await forgetAccount(folder)
  await dropOldBackups(folder)
  await letGoReserve(folder.path)
  if (!order.options.unbind) return
  await removeKeys([folder.keyFile, folder.secretFile, folder.backupKeyFile])
  for (const path of [folder.backupFolder, folder.keptFolder]) await rm(path, { recursive: true, force: true })
  await vault.update('installId', () => undefined)
}
