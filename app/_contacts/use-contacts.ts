'use client'
import { useEffect, useRef, useState } from 'react'
import type { OpenKey } from '#device/browser/data-key.ts'
import { heldDirectory, heldNotes, holdDirectory, holdNote, type Directory } from '#device/browser/held-data.ts'
import { firstLoadTook } from '#device/browser/measured.ts'
import { settleHeld } from '#device/browser/settle-held.ts'
import { call } from '#app/_live/call.ts'
import { ask } from '#app/_live/hold-news.ts'
import { useLiveStore } from '#app/_live/live-provider.tsx'
import { loadDirectory } from './load-directory.ts'
import { withNote } from './with-note.ts'

export type Contacts = {
  /** Null while nothing has come yet. */
  readonly directory: Directory | null
  /** From the server just now; else it is what this device held. */
  readonly fresh: boolean
  readonly failed: boolean
  readonly notes: ReadonlyMap<string, string>
  /** Null where this browser keeps nothing: then there are no notes. */
  readonly saveNote: ((personId: string, text: string) => Promise<void>) | null
  readonly reload: () => void
}
type Shown = Pick<Contacts, 'directory' | 'fresh' | 'failed' | 'notes'> & { readonly key: OpenKey | null }

const NOTHING: Shown = { directory: null, fresh: false, failed: false, notes: new Map(), key: null }

/** The directory: what this device holds at once, then what the server says now, which is held from then on. */
export function useContacts(deviceId: string): Contacts {
  const store = useLiveStore()
  const [shown, setShown] = useState(NOTHING)
  const [round, setRound] = useState(0)
  const began = useRef<number | null>(null)
  useEffect(() => {
    let over = false
    const show = (change: Partial<Shown>) => {
      if (!over) setShown((now) => ({ ...now, ...change }))
    }
    began.current ??= performance.now()
    const open = async () => {
      const key = await settleHeld(deviceId, ask).catch(() => null)
      if (key !== null) {
        const [directory, notes] = await Promise.all([heldDirectory(key), heldNotes(key)])
        show({ key, notes: new Map(notes.map(({ personId, text }) => [personId, text])) })
        if (directory !== null) show({ directory })
        if (directory !== null) await measure(performance.now() - (began.current ?? 0))
      }
      const directory = await loadDirectory(store.clock.now)
      if (directory === null) return show({ failed: true, fresh: false })
      show({ directory, fresh: true, failed: false })
      if (key !== null) await holdDirectory(key, directory)
      await measure(performance.now() - (began.current ?? 0))
    }
    void open().catch(() => show({ failed: true }))
    return () => void (over = true)
  }, [deviceId, store, round])
  const { key, ...rest } = shown
  const saveNote = async (personId: string, text: string) => {
    if (key === null) return
    await holdNote(key, { personId, text, at: Date.now() })
    setShown((now) => ({ ...now, notes: withNote(now.notes, personId, text) }))
  }
  return { ...rest, saveNote: key === null ? null : saveNote, reload: () => setRound((n) => n + 1) }
}

/** The first directory of a session is a figure that the sign-out dialog stands by; it goes out with the device's status. */
async function measure(ms: number): Promise<void> {
  if (!(await firstLoadTook(ms).catch(() => false))) return
  const { browserStatus } = await import('#device/browser/index.ts')
  await call('POST', '/api/v1/device/status', await browserStatus())
}
