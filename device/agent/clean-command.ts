import type { Vault } from '#device/client/index.ts'
import { listFiles, measureFiles, removeClass, type Measures, type Place } from './files/guarded-files.ts'
import { goneOf, totalOf } from './clean/figures.ts'
import { ownPlaces, type Guard } from './manifest/guard.ts'
import { classesOfLevel, type Level } from './manifest/levels.ts'
import { CLASSES } from './manifest/manifest.ts'
import { EXIT, type Outcome, type Output } from './output.ts'
import { scopeOf } from './clean/agent-cleaner.ts'
import { runningNow } from './exit/exit-program.ts'
import type { Ender } from './processes/end-processes.ts'
import type { StateFolder } from './state-folder.ts'

export type CleanChoice = { readonly level: Level; readonly list: boolean }
type Ports = {
  readonly folder: StateFolder
  readonly vault: Vault
  readonly guard: Guard | null
  readonly ender: Ender
}

/**
 * Cleans up by level, on this computer alone and without the server; records never go (protocol.md, part 10). With `list` it only shows what
 * would go. Ends with 1 when something could not be removed.
 */
export async function cleanCommand(ports: Ports, output: Output, { level, list }: CleanChoice): Promise<Outcome> {
  const places = await placesOf(ports)
  const classes = new Set(classesOfLevel(level))
  const before = await measureFiles(places, classes)
  await warnOfProgram(ports, output)
  if (list) return listOnly(places, before, level, output)
  const stuck: string[] = []
  for (const name of classes) stuck.push(...(await removeClass(places, name)))
  const left = await measureFiles(places, classes)
  const gone = goneOf(flat(before), left, classes)
  sayMeasures(gone, output)
  for (const path of stuck) output.say(output.words.stuck(path))
  return {
    exit: stuck.length === 0 ? EXIT.done : EXIT.failed,
    json: { level, list, classes: gone, ...totalOf(gone), left: totalOf(left), stuck },
  }
}

async function placesOf({ folder, vault, guard }: Ports): Promise<readonly Place[]> {
  const session = await vault.get('session')
  return [...(session === undefined ? [] : await ownPlaces(folder, session.sessionId)), ...(guard?.places ?? [])]
}

async function listOnly(places: readonly Place[], before: Measures, level: Level, output: Output): Promise<Outcome> {
  const files = await listFiles(places, new Set(classesOfLevel(level)))
  for (const { class: name, path, bytes } of files)
    output.say(`  ${name.padEnd(8)} ${String(bytes).padStart(12)}  ${path}`)
  sayMeasures(before, output)
  output.say(output.words.onlyListed)
  return {
    exit: EXIT.done,
    json: {
      level,
      list: true,
      classes: before,
      ...totalOf(before),
      paths: files.map(({ class: name, path, bytes }) => ({ class: name, path, bytes })),
    },
  }
}

/** A program that runs may write again what was removed. */
async function warnOfProgram({ guard, ender }: Ports, { say, words }: Output): Promise<void> {
  if (guard === null) return
  const { count } = await runningNow(ender, scopeOf(guard))
  if (count > 0) say(words.stillRuns(guard.app, count))
}

function sayMeasures(measures: Measures, { say, words }: Output): void {
  for (const name of CLASSES) {
    const { files, bytes } = measures[name] ?? { files: 0, bytes: 0 }
    if (files > 0) say(words.measure(words.classes[name], files, bytes))
  }
  const { files, bytes } = totalOf(measures)
  say(words.measure(words.total, files, bytes))
}

function flat(measures: Measures): Readonly<Record<string, number>> {
  return Object.fromEntries(
    Object.entries(measures).flatMap(([name, { files, bytes }]) => [
      [`${name}.files`, files],
      [`${name}.bytes`, bytes],
    ]),
  )
}
