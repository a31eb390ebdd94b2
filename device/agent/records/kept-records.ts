import { mkdir, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { writeArchive } from './archive.ts'
import { recordSources, type RecordPlaces } from './records-of-session.ts'

export type Sealed = { readonly files: number; readonly bytes: number }

/** Seals the session's records into one file, replacing an earlier one at once. Resolves with what is in it, in plain bytes. */
export async function sealRecords(places: RecordPlaces, path: string, key: Buffer): Promise<Sealed> {
  const sources = await recordSources(places)
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  await writeArchive(path, key, sources)
  return { files: sources.length, bytes: sources.reduce((sum, { bytes }) => sum + bytes, 0) }
}

export async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}
