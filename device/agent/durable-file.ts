import { open, readFile, rename } from 'node:fs/promises'
import { dirname } from 'node:path'

/** Replaces a file so that a kill or a power loss leaves the old content or the new, never half (mode 0600). */
export async function writeDurably(path: string, text: string): Promise<void> {
  const fresh = `${path}.new`
  const file = await open(fresh, 'w', 0o600)
  try {
    await file.writeFile(text)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(fresh, path)
  await syncFolder(path)
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

export function isNoSuchFile(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}

/** Makes a rename to this path durable. Windows has no such call, and needs none. */
export async function syncFolder(changed: string): Promise<void> {
  const folder = await open(dirname(changed), 'r').catch(() => null)
  await folder?.sync().catch(() => {})
  await folder?.close()
}
