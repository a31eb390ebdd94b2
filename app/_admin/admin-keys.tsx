'use client'
import { createContext, lazy, Suspense, useContext, useEffect, useMemo, useState, type ReactNode } from 'react'
import type { AdminRoom } from '#app/_frame/admin-rooms.ts'
import { isField, singleKeysOn } from './single-keys.ts'

const Palette = lazy(() => import('./palette.tsx').then(({ Palette: shown }) => ({ default: shown })))
const KeysHelp = lazy(() => import('./keys-help.tsx').then(({ KeysHelp: shown }) => ({ default: shown })))

type Open = 'palette' | 'help' | null
type Keys = {
  /** Single keys can be turned off in the settings (WCAG 2.1.4). */
  readonly letters: boolean
  readonly open: (what: Open) => void
}
const Context = createContext<Keys>({ letters: true, open: () => {} })

export function useAdminKeys(): Keys {
  return useContext(Context)
}

type AdminKeysProps = { readonly letters: boolean; readonly rooms: readonly AdminRoom[]; readonly children: ReactNode }

/** What works on every page for administrators: ⌘K opens the palette, `?` the list of keys (ux.md, part 2, Keyboard). */
export function AdminKeys({ letters, rooms, children }: AdminKeysProps) {
  const [shown, setShown] = useState<Open>(null)
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.altKey || document.querySelector('dialog[open]') !== null) return
      const what = meaning(event)
      if (what === null) return
      event.preventDefault()
      setShown(what)
    }
    document.addEventListener('keydown', pressed)
    return () => document.removeEventListener('keydown', pressed)
  }, [])
  const keys = useMemo(() => ({ letters, open: setShown }), [letters])
  const close = () => setShown(null)
  return (
    <Context value={keys}>
      {children}
      <Suspense>
        {shown === 'palette' && <Palette rooms={rooms} onClose={close} onHelp={() => setShown('help')} />}
        {shown === 'help' && <KeysHelp letters={letters} onClose={close} />}
      </Suspense>
    </Context>
  )
}

function meaning(event: KeyboardEvent): Open {
  const command = event.metaKey || event.ctrlKey
  if (command) return event.key.toLowerCase() === 'k' && !event.shiftKey ? 'palette' : null
  return event.key === '?' && !isField(event.target) && singleKeysOn() ? 'help' : null
}
