import { sep } from 'node:path'
import type { PathClass } from '../manifest/manifest.ts'
import { insideHome, OutsideHome } from './inside-home.ts'
import { filesBelow, removeBelow, type FoundFile } from './walk.ts'

/** A place of one class, as a manifest writes it (`~/…`), in the folder that `~` means there. */
export type Place = { readonly home: string; readonly class: PathClass; readonly path: string }
export type ClassMeasure = { readonly files: number; readonly bytes: number }
export type Measures = Readonly<Partial<Record<PathClass, ClassMeasure>>>
export type ListedFile = FoundFile & { readonly class: PathClass }

type Resolved = { readonly place: Place; readonly real: string }

/**
 * The guarded places as they are now, the deepest first: where one lies in another, it decides about what is in it. A place that leads
 * outside its home folder by now is none, and is said in `refused`.
 */
async function resolved(places: readonly Place[]): Promise<{ inside: readonly Resolved[]; refused: readonly Place[] }> {
  const inside: Resolved[] = []
  const refused: Place[] = []
  for (const place of places)
    try {
      inside.push({ place, real: await insideHome(place.home, place.path) })
    } catch (error) {
      if (!(error instanceof OutsideHome)) throw error
      refused.push(place)
    }
  return { inside: inside.toSorted((a, b) => b.real.split(sep).length - a.real.split(sep).length), refused }
}

/** Every file of these classes with its size. */
export async function listFiles(
  places: readonly Place[],
  classes: ReadonlySet<PathClass>,
): Promise<readonly ListedFile[]> {
  const { inside: all } = await resolved(places)
  const listed: ListedFile[] = []
  for (const { place, real } of all) {
    if (!classes.has(place.class)) continue
    for (const file of await filesBelow(place.home, real, othersOf(all, real)))
      listed.push({ ...file, class: place.class })
  }
  return listed
}

/** Counts and bytes by class; a class without a file is not named. */
export async function measureFiles(places: readonly Place[], classes: ReadonlySet<PathClass>): Promise<Measures> {
  const sums: Partial<Record<PathClass, ClassMeasure>> = {}
  for (const { class: name, bytes } of await listFiles(places, classes)) {
    const sum = sums[name] ?? { files: 0, bytes: 0 }
    sums[name] = { files: sum.files + 1, bytes: sum.bytes + bytes }
  }
  return sums
}

/** Removes one class. Resolves with the paths that could not be removed, or must not be. */
export async function removeClass(places: readonly Place[], name: PathClass): Promise<readonly string[]> {
  const stuck = new Set<string>()
  // A path that is a link inside the home folder: first what it leads to, then the link.
  for (const _pass of ['what is there', 'what led there']) {
    const { inside, refused } = await resolved(places)
    for (const place of refused) if (place.class === name) stuck.add(place.path)
    for (const { place, real } of inside) {
      if (place.class !== name) continue
      const left = await removeBelow(place.home, real, othersOf(inside, real)).catch((error: unknown) => {
        if (error instanceof OutsideHome) return [place.path]
        throw error
      })
      for (const path of left) stuck.add(path)
    }
  }
  return [...stuck]
}

function othersOf(all: readonly Resolved[], real: string): ReadonlySet<string> {
  return new Set(all.filter((other) => other.real !== real).map((other) => other.real))
}
