'use client'
import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import { Icon } from './icon.tsx'

export type MenuItem = { readonly key: string; readonly label: ReactNode } & (
  | { readonly href: string }
  | { readonly run: () => void }
)

/** A menu behind ⋯ (WAI-ARIA menu button): arrows move, letters jump, Escape closes. On phones it is a sheet at the bottom. */
export function Menu({ label, items, className }: { label: string; items: readonly MenuItem[]; className?: string }) {
  const [open, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const list = useRef<HTMLDivElement>(null)
  const id = useId()
  const entries = () => [...(list.current?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])]

  useEffect(() => {
    if (!open) return
    entries()[0]?.focus()
    const away = (event: PointerEvent) => {
      if (event.target instanceof Node && !list.current?.parentElement?.contains(event.target)) setOpen(false)
    }
    document.addEventListener('pointerdown', away)
    return () => document.removeEventListener('pointerdown', away)
  }, [open])

  const close = () => {
    setOpen(false)
    button.current?.focus()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') close()
    else if (event.key === 'Tab') setOpen(false)
    else if (!move(entries(), event.key)) return
    if (event.key !== 'Tab') event.preventDefault()
  }
  return (
    <span className={className === undefined ? 'menu-anchor' : `menu-anchor ${className}`}>
      <button
        ref={button}
        type="button"
        className="flat"
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => setOpen(!open)}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown') return
          event.preventDefault()
          setOpen(true)
        }}
      >
        <Icon name="more" />
      </button>
      {open && (
        <div
          id={id}
          ref={list}
          className="menu-list"
          role="menu"
          aria-label={label}
          tabIndex={-1}
          onKeyDown={onKeyDown}
        >
          {items.map((item) => (
            <Entry key={item.key} item={item} onDone={close} />
          ))}
        </div>
      )}
    </span>
  )
}

function Entry({ item, onDone }: { item: MenuItem; onDone: () => void }) {
  if ('href' in item) {
    return (
      <a role="menuitem" tabIndex={-1} href={item.href}>
        {item.label}
      </a>
    )
  }
  const run = () => {
    onDone()
    item.run()
  }
  return (
    <button type="button" role="menuitem" tabIndex={-1} onClick={run}>
      {item.label}
    </button>
  )
}

/** Moves the focus within the entries; false when the key is none of the menu's. */
function move(entries: readonly HTMLElement[], key: string): boolean {
  const at = entries.findIndex((entry) => entry === document.activeElement)
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: entries.length - 1 }[key] ?? byLetter(entries, key, at)
  if (to === null || entries.length === 0) return false
  entries[(to + entries.length) % entries.length]?.focus()
  return true
}

function byLetter(entries: readonly HTMLElement[], key: string, at: number): number | null {
  if (key.length !== 1 || key === ' ') return null
  const starts = (entry: HTMLElement) =>
    entry.textContent.trim().toLocaleLowerCase().startsWith(key.toLocaleLowerCase())
  const after = entries.findIndex((entry, i) => i > at && starts(entry))
  const found = after === -1 ? entries.findIndex(starts) : after
  return found === -1 ? null : found
}
