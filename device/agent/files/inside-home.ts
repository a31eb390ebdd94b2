import { realpath } from 'node:fs/promises'
import { dirname, join, relative, sep } from 'node:path'
import { isNoSuchFile } from '../durable-file.ts'
import { segmentsOf } from '../manifest/manifest.ts'

/** A path that must not be guarded: outside the home folder, through a link that leaves it, or the home folder itself. */
export class OutsideHome extends Error {
  override readonly name = 'OutsideHome'
  constructor(path: string, home: string) {
    super(`${path} is not inside ${home}`)
  }
}

export function isInside(home: string, path: string): boolean {
  return path.startsWith(home.endsWith(sep) ? home : home + sep)
}

/**
 * Where `~/…` really is, links followed; it need not exist. `home` is a real path itself.
 * @throws {OutsideHome} when that is not below `home`
 */
export async function insideHome(home: string, path: string): Promise<string> {
  const real = await realOf(join(home, ...segmentsOf(path)))
  if (!isInside(home, real)) throw new OutsideHome(path, home)
  return real
}

/** The real path of what exists, and the rest of the way as it is written. */
async function realOf(path: string): Promise<string> {
  try {
    return await realpath(path)
  } catch (error) {
    if (!isNoSuchFile(error)) throw error
    const parent = dirname(path)
    return parent === path ? path : join(await realOf(parent), relative(parent, path))
  }
}
