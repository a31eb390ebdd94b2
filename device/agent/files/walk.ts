import { constants } from 'node:fs'
import { lstat, open, readdir, rmdir, unlink } from 'node:fs/promises'
import { platform } from 'node:os'
import { join, relative, sep } from 'node:path'
import { isNoSuchFile } from '../durable-file.ts'
import { OutsideHome } from './inside-home.ts'

/** `regular`: with a content of its own; a link, a pipe or a socket has none. */
export type FoundFile = { readonly path: string; readonly bytes: number; readonly regular: boolean }

/** What is done on the way. `at` is how to reach it now, `path` is what it is called. */
type Visit = {
  file(at: string, found: FoundFile): Promise<void>
  /** After everything in it. */
  folder(at: string, path: string): Promise<void>
}

/** Where the system lets an open folder be a path, what is reached through it cannot be swapped for a link on the way. */
const PINNED = platform() === 'linux'
const FOLDER = constants.O_RDONLY | (constants.O_DIRECTORY ?? 0) | (constants.O_NOFOLLOW ?? 0)

/** The files at or below `path`, which lies in `home`; never through a link, and not what is in `skip`. A link counts as a file. */
export async function filesBelow(home: string, path: string, skip: ReadonlySet<string>): Promise<readonly FoundFile[]> {
  const found: FoundFile[] = []
  await walk(home, path, skip, {
    file: async (_at, file) => void found.push(file),
    folder: async () => {},
  })
  return found
}

/**
 * Removes what is at or below `path`; never through a link, and not what is in `skip` (nor the folders that lead to it). Resolves with what
 * could not be removed. @throws {OutsideHome} when a folder on the way has become a link
 */
export async function removeBelow(home: string, path: string, skip: ReadonlySet<string>): Promise<readonly string[]> {
  const stuck: string[] = []
  await walk(home, path, skip, {
    file: (at, { path: name }) => unlink(at).catch((error: unknown) => void (isNoSuchFile(error) || stuck.push(name))),
    // A folder that still holds something stays: what holds it has been said, or is not to go.
    folder: (at) => rmdir(at).catch(() => {}),
  })
  return stuck
}

async function walk(home: string, path: string, skip: ReadonlySet<string>, visit: Visit): Promise<void> {
  const names = relative(home, path).split(sep)
  await step(home, home, names)

  /** Down to the target, one folder at a time, each opened without following a link. */
  async function step(at: string, name: string, rest: readonly string[]): Promise<void> {
    const [next, ...further] = rest
    if (next === undefined) return
    await inFolder(at, name, home, async (folder) => {
      const [childAt, child] = [join(folder, next), join(name, next)]
      await (further.length === 0 ? visitOne(childAt, child) : step(childAt, child, further))
    })
  }

  async function visitOne(at: string, name: string): Promise<void> {
    if (skip.has(name)) return
    const found = await lstat(at).catch(none)
    if (found === null) return
    if (!found.isDirectory()) return visit.file(at, { path: name, bytes: found.size, regular: found.isFile() })
    await inFolder(at, name, home, async (folder) => {
      for (const child of await readdir(folder)) await visitOne(join(folder, child), join(name, child))
    })
    await visit.folder(at, name)
  }
}

/** Calls `work` with a way into the folder that stays the same folder; does nothing where there is none. */
async function inFolder(at: string, name: string, home: string, work: (way: string) => Promise<void>): Promise<void> {
  if (!PINNED) {
    const found = await lstat(at).catch(none)
    if (found === null) return
    if (!found.isDirectory()) throw new OutsideHome(name, home)
    return work(at)
  }
  const folder = await open(at, FOLDER).catch((error: unknown) => {
    if (isNoSuchFile(error)) return null
    throw isLink(error) ? new OutsideHome(name, home) : error
  })
  if (folder === null) return
  try {
    await work(`/proc/self/fd/${folder.fd}`)
  } finally {
    await folder.close()
  }
}

function isLink(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ELOOP' || error.code === 'ENOTDIR')
}

function none(error: unknown): null {
  if (isNoSuchFile(error)) return null
  throw error
}
