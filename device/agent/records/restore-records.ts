import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join, resolve, sep } from 'node:path'
import type { DataKey } from '#device/client/index.ts'
import { insideHome } from '../files/inside-home.ts'
import type { StateFolder } from '../state-folder.ts'
import { readArchive, type ArchiveEntry } from './archive.ts'
import { closeRecord, ownRecordsFolder } from './own-records.ts'

export type Restoring = {
  /** Puts one of the agent's own records where it belongs now. */
  readonly own: (name: string, content: Buffer) => Promise<void>
  /** What `~` means here; null without a manifest: then an archive with guarded records stays as it is. */
  readonly home: string | null
}

/** As the records of a session, sealed with the data key of today. */
export function intoSession(folder: StateFolder, sessionId: string, key: DataKey): Restoring['own'] {
  return (name, content) => closeRecord(inside(ownRecordsFolder(folder, sessionId), name), key, content)
}

/** As plain files for the person. */
export function intoFolder(folder: string): Restoring['own'] {
  return async (name, content) => {
    const path = inside(folder, name.replace(/\.sealed$/, '.jsonl'))
    await mkdir(dirname(path), { recursive: true, mode: 0o700 })
    await writeFile(path, content, { mode: 0o600 })
  }
}

function inside(folder: string, name: string): string {
  const path = resolve(folder, name)
  if (!path.startsWith(resolve(folder) + sep)) throw new Error('a kept record lies outside its folder')
  return path
}

/**
 * Opens an archive. What is there already and differs is not overwritten: the restored file then lies beside it
 * as `NAME.restored`. May be repeated after a kill. Resolves with the number of files.
 * @throws when it was tampered with, or the other half of the key is another's
 */
export async function restoreRecords(where: Restoring, path: string, archiveKey: Buffer): Promise<number> {
  let files = 0
  await readArchive(path, archiveKey, async (entry, content) => {
    await (entry.root === 'own' ? restoreOwn(where, entry, content) : restoreGuarded(where, entry, content))
    files++
  })
  return files
}

async function restoreOwn({ own }: Restoring, { name }: ArchiveEntry, content: AsyncIterable<Buffer>): Promise<void> {
  const pieces: Buffer[] = []
  for await (const piece of content) pieces.push(piece)
  await own(name, Buffer.concat(pieces))
}

async function restoreGuarded(
  { home }: Restoring,
  { name }: ArchiveEntry,
  content: AsyncIterable<Buffer>,
): Promise<void> {
  if (home === null) throw new Error('the manifest that guards these records was not given')
  const path = await insideHome(home, `~/${name}`)
  if (name.split('/').includes('..')) throw new Error('a kept record lies outside its folder')
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const fresh = join(dirname(path), `.signoff-${process.pid}.part`)
  const hash = await write(fresh, content)
  if (!(await isFile(path))) return rename(fresh, path)
  if ((await hashOf(path)) === hash) return rm(fresh)
  await rename(fresh, `${path}.restored`)
}

async function write(path: string, content: AsyncIterable<Buffer>): Promise<string> {
  await rm(path, { force: true })
  const file = await open(path, 'wx', 0o600)
  const hash = createHash('sha256')
  try {
    for await (const piece of content) {
      hash.update(piece)
      await file.write(piece)
    }
    await file.sync()
  } finally {
    await file.close()
  }
  return hash.digest('hex')
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const piece of createReadStream(path)) hash.update(piece as Buffer)
  return hash.digest('hex')
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  )
}
