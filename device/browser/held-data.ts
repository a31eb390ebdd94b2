import type { PersonView } from '#protocol/directory.ts'
import type { DataKey } from './data-key.ts'
import { seal, unseal, type Sealed } from './sealed.ts'
import { readAll, readRecord, removeRecord, updateRecord, type StoreName } from './store.ts'
import type { Removal } from './stores-of-page.ts'

export type Directory = {
  readonly people: readonly PersonView[]
  readonly departments: readonly { readonly id: string; readonly name: string; readonly parentId: string | null }[]
  /** Milliseconds since 1970, by the server's clock: what is held was true then. */
  readonly asOf: number
}
/** A member's own words about a colleague. They never leave this browser. */
export type OwnNote = { readonly personId: string; readonly text: string; readonly at: number }
/** As it lies in the browser: whose it is, and bytes that the data key opens. */
export type HeldRow = { readonly deviceId: string } & Sealed

export async function holdDirectory({ key, deviceId }: DataKey, directory: Directory): Promise<void> {
  const sealed = await seal(key, 'directory', directory)
  await updateRecord<HeldRow>('directory', 'people', () => ({ deviceId, ...sealed }))
}

/** Null when none is held, or it is another member's. */
export async function heldDirectory({ key, deviceId }: DataKey): Promise<Directory | null> {
  const row = await readRecord<HeldRow>('directory', 'people')
  if (row === undefined || row.deviceId !== deviceId) return null
  return (await unseal(key, 'directory', row)) as Directory | null // only `holdDirectory` seals under this name
}

/** An empty text removes the note. */
export async function holdNote({ key, deviceId }: DataKey, note: OwnNote): Promise<void> {
  if (note.text === '') return removeRecord('records', note.personId)
  const sealed = await seal(key, `note ${note.personId}`, note)
  await updateRecord<HeldRow>('records', note.personId, () => ({ deviceId, ...sealed }))
}

export async function heldNotes({ key, deviceId }: DataKey): Promise<readonly OwnNote[]> {
  const rows = await readAll<HeldRow>('records')
  const own = rows.filter(([, row]) => row.deviceId === deviceId)
  const notes = await Promise.all(own.map(([personId, row]) => unseal(key, `note ${personId}`, row)))
  return notes.flatMap((note) => (note === null ? [] : [note as OwnNote])) // only `holdNote` seals under these names
}

/** Bytes of what is held, counted row by row. */
export async function heldBytes(store: StoreName): Promise<{ readonly rows: number; readonly bytes: number }> {
  const rows = await readAll<HeldRow>(store)
  return { rows: rows.length, bytes: rows.reduce((sum, [, row]) => sum + row.bytes.byteLength + row.iv.byteLength, 0) }
}

/** Removes all that one of these stores holds. */
export async function removeHeld(store: 'directory' | 'records'): Promise<Removal> {
  const before = await heldBytes(store)
  for (const [key] of await readAll(store)) await removeRecord(store, key)
  const left = (await heldBytes(store)).rows
  return { name: store, files: before.rows - left, bytes: before.bytes, ok: left === 0, left }
}
