import type { CleanContext } from '#device/client/index.ts'
import { measureFiles, type ClassMeasure, type Measures, type Place } from '../files/guarded-files.ts'
import { CLASSES, type PathClass } from '../manifest/manifest.ts'

/**
 * What was there before the first process was ended and the first file removed, durably with the order, so that the report holds after a
 * kill. Numbers alone: `config.files`, `processes`, …
 */
export type Figures = Readonly<Record<string, number>>

/**
 * Looks, and remembers. A stricter order finds less than the first one did, but may also reach further: the larger count is what was here.
 */
export async function rememberBefore(
  context: CleanContext,
  places: readonly Place[],
  classes: ReadonlySet<PathClass>,
  running: { readonly count: number; readonly memoryBytes: number },
): Promise<Figures> {
  const known = (await context.recall()) ?? {}
  const present: Record<string, number> = { processes: running.count, memoryBytes: running.memoryBytes }
  for (const [name, { files, bytes }] of Object.entries(await measureFiles(places, classes))) {
    present[`${name}.files`] = files
    present[`${name}.bytes`] = bytes
  }
  const figures: Record<string, number> = { ...known }
  for (const [name, value] of Object.entries(present)) figures[name] = Math.max(known[name] ?? 0, value)
  await context.remember(figures)
  return figures
}

/** What has gone of each class: what was there less what still is. A class of which nothing was there is not named. */
export function goneOf(figures: Figures, left: Measures, classes: ReadonlySet<PathClass>): Measures {
  const gone: Partial<Record<PathClass, ClassMeasure>> = {}
  for (const name of CLASSES) {
    const before = { files: figures[`${name}.files`] ?? 0, bytes: figures[`${name}.bytes`] ?? 0 }
    if (!classes.has(name) || before.files === 0) continue
    const after = left[name] ?? { files: 0, bytes: 0 }
    gone[name] = { files: Math.max(0, before.files - after.files), bytes: Math.max(0, before.bytes - after.bytes) }
  }
  return gone
}

export function totalOf(measures: Measures): ClassMeasure {
  return Object.values(measures).reduce((a, b) => ({ files: a.files + b.files, bytes: a.bytes + b.bytes }), {
    files: 0,
    bytes: 0,
  })
}
