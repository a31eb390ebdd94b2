'use client'
import { useEffect, useState } from 'react'
import { openDataKey, type OpenKey } from '#device/browser/data-key.ts'
import {
  heldActivity,
  heldDirectory,
  heldNotes,
  heldNotices,
  holdNote,
  type Activity,
  type Directory,
  type Notices,
} from '#device/browser/held-data.ts'
import { readRecord } from '#device/browser/store.ts'
import { withNote } from '#app/_contacts/with-note.ts'

/** What opens: each part as of its own time, null where this device holds none of it. */
export type Open = {
  readonly phase: 'open'
  readonly key: OpenKey
  readonly directory: Directory | null
  readonly notes: ReadonlyMap<string, string>
  readonly activity: Activity | null
  readonly notices: Notices | null
}
export type Held =
  | { readonly phase: 'opening' }
  | Open
  /** `signed-out`: this device knows that its session has ended. `closed`: it holds nothing that opens now. */
  | { readonly phase: 'signed-out' | 'closed' }

/** What this device can open without the server. Its key is asked again whenever somebody comes back to the page. */
export function useHeld(): { readonly held: Held; readonly saveNote: (id: string, text: string) => Promise<void> } {
  const [held, setHeld] = useState<Held>({ phase: 'opening' })
  useEffect(() => {
    const look = () => {
      if (document.visibilityState !== 'visible') return
      readHeld().then(setHeld, () => setHeld({ phase: 'closed' }))
    }
    look()
    document.addEventListener('visibilitychange', look)
    return () => document.removeEventListener('visibilitychange', look)
  }, [])
  const saveNote = async (personId: string, text: string) => {
    if (held.phase !== 'open') return
    await holdNote(held.key, { personId, text, at: Date.now() })
    setHeld({ ...held, notes: withNote(held.notes, personId, text) })
  }
  return { held, saveNote }
}

async function readHeld(): Promise<Held> {
  if ((await readRecord('vault', 'locked')) !== undefined) return { phase: 'signed-out' }
  const key = await openDataKey()
  if (key === null) return { phase: 'closed' }
  const [directory, notes, activity, notices] = await Promise.all([
    heldDirectory(key),
    heldNotes(key),
    heldActivity(key),
    heldNotices(key),
  ])
  if (directory === null && activity === null && notices === null) return { phase: 'closed' }
  const texts = new Map(notes.map(({ personId, text }) => [personId, text]))
  return { phase: 'open', key, directory, notes: texts, activity, notices }
}
