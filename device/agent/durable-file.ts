import { open, readFile, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { letGoReserve } from './reserve.ts'

/**
 * Replaces a file so that a kill or a power loss leaves the old content or the new, never half (mode 0600). On a full disk it takes the
 * reserve that lies beside it. @throws with the `path`, and nothing has changed
 */
export async function writeDurably(path: string, text: string): Promise<void> {
  try {
    await replace(path, text)
  } catch (error) {
    if (!isDiskFull(error) || !(await letGoReserve(dirname(path)))) throw named(error, path)
    await replace(path, text).catch((again: unknown) => {
      throw named(again, path)
    })
  }
}

async function replace(path: string, text: string): Promise<void> {
  const fresh = `${path}.new`
  try {
    const file = await open(fresh, 'w', 0o600)
    try {
      await file.writeFile(text)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(fresh, path)
  } catch (error) {
    await rm(fresh, { force: true }).catch(() => {})
    throw error
  }
  await syncFolder(path)
}

/** The system names no file when a write fails. */
function named(error: unknown, path: string): unknown {
  return error instanceof Error ? Object.assign(error, { path }) : error
}

export function isDiskFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT')
}

/** The text, or null when there is no such file. */
export async function readText(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (isNoSuchFile(error)) return null
    throw error
  }
}

/** A file that we write whole holds something else. */
export class Damaged extends Error {
  override readonly name = 'Damaged'
  readonly path: string
  constructor(path: string, cause: unknown) {
    super(`${path} is damaged`, { cause })
    this.path = path
  }
}

/** What `writeDurably` stored as JSON, or null when there is no such file. @throws {Damaged} */
export async function readJson(path: string): Promise<unknown> {
  const text = await readText(path)
  if (text === null) return null
  try {
    return JSON.parse(text) as unknown
  } catch (error) {
    throw new Damaged(path, error)
  }
}

export function isNoSuchFile(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}

/** Makes a rename to this path durable. Windows has no such call, and needs none. */
export async function syncFolder(changed: string): Promise<void> {
  const folder = await open(dirname(changed), 'r').catch(() => null)
  await folder?.sync().catch(() => {})
  await folder?.close()
}
