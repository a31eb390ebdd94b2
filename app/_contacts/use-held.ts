'use client'
import { useEffect, useState } from 'react'
import { openDataKey, type DataKey } from '#device/browser/data-key.ts'
import { heldDirectory, heldNotes, holdNote, type Directory } from '#device/browser/held-data.ts'
import { readRecord } from '#device/browser/store.ts'
import { withNote } from './with-note.ts'

export type Held =
  | { readonly phase: 'opening' }
  | { readonly phase: 'open'; readonly key: DataKey; readonly directory: Directory; readonly notes: Notes }
  /** `signed-out`: this device knows that its session has ended. `closed`: it holds nothing that opens now. */
  | { readonly phase: 'signed-out' | 'closed' }
type Notes = ReadonlyMap<string, string>

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
  const directory = key === null ? null : await heldDirectory(key)
  if (key === null || directory === null) return { phase: 'closed' }
  const notes = await heldNotes(key)
  return { phase: 'open', key, directory, notes: new Map(notes.map(({ personId, text }) => [personId, text])) }
}
