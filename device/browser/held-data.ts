import type { ActivityEntry } from '#protocol/activity.ts'
import type { PersonView } from '#protocol/directory.ts'
import type { NoticeView } from '#protocol/inbox.ts'
import type { OpenKey } from './data-key.ts'
import { seal, unseal, type Sealed } from './sealed.ts'
import { readAll, readRecord, removeRecord, updateWhileOpen, type StoreName } from './store.ts'
import type { Removal } from './stores-of-page.ts'

export type Directory = {
  readonly people: readonly PersonView[]
  readonly departments: readonly { readonly id: string; readonly name: string; readonly parentId: string | null }[]
  /** Milliseconds since 1970, by the server's clock: what is held was true then. */
  readonly asOf: number
}
/** What was done to the member's account and devices; `names` are what the ids in it are called. */
export type Activity = {
  readonly items: readonly ActivityEntry[]
  readonly names: Readonly<Record<string, string>>
  readonly asOf: number
}
/** What the member was told. */
export type Notices = { readonly items: readonly NoticeView[]; readonly asOf: number }
/** A member's own words about a colleague. They never leave this browser. */
export type OwnNote = { readonly personId: string; readonly text: string; readonly at: number }
/** As it lies in the browser: whose it is, and bytes that the data key opens. */
export type HeldRow = { readonly deviceId: string } & Sealed

export async function holdDirectory(key: OpenKey, directory: Directory): Promise<void> {
  await hold(key, 'directory', 'people', 'directory', directory)
}

export async function heldDirectory(key: OpenKey): Promise<Directory | null> {
  return (await held(key, 'directory', 'people', 'directory')) as Directory | null // only `holdDirectory` seals under this name
}

/** Records as notes are: a sign-out keeps them or takes them, and they come back with kept ones. */
export async function holdActivity(key: OpenKey, activity: Activity): Promise<void> {
  await hold(key, 'records', 'activity', 'activity', activity)
}

export async function heldActivity(key: OpenKey): Promise<Activity | null> {
  return (await held(key, 'records', 'activity', 'activity')) as Activity | null // only `holdActivity` seals under this name
}

export async function holdNotices(key: OpenKey, notices: Notices): Promise<void> {
  await hold(key, 'records', 'notices', 'notices', notices)
}

export async function heldNotices(key: OpenKey): Promise<Notices | null> {
  return (await held(key, 'records', 'notices', 'notices')) as Notices | null // only `holdNotices` seals under this name
}

/** An empty text removes the note. */
export async function holdNote(key: OpenKey, note: OwnNote): Promise<void> {
  if (note.text === '') return removeRecord('records', note.personId)
  await hold(key, 'records', note.personId, `note ${note.personId}`, note)
}

export async function heldNotes({ key, deviceId }: OpenKey): Promise<readonly OwnNote[]> {
  const rows = await readAll<HeldRow>('records')
  const own = rows.filter(([name, row]) => row.deviceId === deviceId && name !== 'activity' && name !== 'notices')
  const notes = await Promise.all(own.map(([personId, row]) => unseal(key, `note ${personId}`, row)))
  return notes.flatMap((note) => (note === null ? [] : [note as OwnNote])) // only `holdNote` seals under these names
}

type HeldStore = 'directory' | 'records'

async function hold(data: OpenKey, store: HeldStore, at: string, name: string, value: unknown): Promise<void> {
  const sealed = await seal(data.key, name, value)
  await updateWhileOpen<HeldRow>(store, at, () => ({ deviceId: data.deviceId, ...sealed }))
}

/** Null when none is held, or it is another member's. */
async function held({ key, deviceId }: OpenKey, store: HeldStore, at: string, name: string): Promise<unknown> {
  const row = await readRecord<HeldRow>(store, at)
  return row === undefined || row.deviceId !== deviceId ? null : unseal(key, name, row)
}

/** Bytes of what is held, counted row by row. */
export async function heldBytes(store: StoreName): Promise<{ readonly rows: number; readonly bytes: number }> {
  const rows = await readAll<HeldRow>(store)
  return { rows: rows.length, bytes: rows.reduce((sum, [, row]) => sum + row.bytes.byteLength + row.iv.byteLength, 0) }
}

/** Removes all that one of these stores holds. */
export async function removeHeld(store: HeldStore): Promise<Removal> {
  const before = await heldBytes(store)
  for (const [key] of await readAll(store)) await removeRecord(store, key)
  const left = (await heldBytes(store)).rows
  return { name: store, files: before.rows - left, bytes: before.bytes, ok: left === 0, left }
}
