import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useId, useRef, useState, useEffect, type KeyboardEvent } from 'react'
import { Dialog } from '#app/_components/dialog.tsx'
import type { AdminRoom } from '#app/_frame/admin-rooms.ts'
import { fitting, useMembersFound, type Choice } from './palette-choices.ts'

type PaletteProps = {
  readonly rooms: readonly AdminRoom[]
  readonly onClose: () => void
  readonly onHelp: () => void
}

/** Goes anywhere by typing: pages, saved views, members by name or pinyin (WAI-ARIA combobox with a list). */
export function Palette({ rooms, onClose, onHelp }: PaletteProps) {
  const t = useTranslations('adminKeys')
  const app = useTranslations('app')
  const router = useRouter()
  const id = useId()
  const field = useRef<HTMLInputElement>(null)
  const [query, setQuery] = useState('')
  const [at, setAt] = useState(0)
  const members = useMembersFound(rooms.some(({ name }) => name === 'members') ? query : '')
  const choices = [...fitting(usePlaces(rooms), query), ...members]
  const active = choices[Math.min(at, choices.length - 1)]
  useEffect(() => field.current?.focus(), [])

  const go = (choice: Choice | undefined) => {
    if (choice === undefined) return
    onClose()
    if (choice.href === null) onHelp()
    else router.push(choice.href)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (event.key === 'Enter' && !event.nativeEvent.isComposing) go(active)
    else if (step !== undefined && choices.length > 0) setAt((at + step + choices.length) % choices.length)
    else return
    event.preventDefault()
  }
  return (
    <Dialog
      title={t('palette')}
      onClose={onClose}
      footer={
        <button type="button" className="btn" onClick={onClose}>
          {app('cancel')}
        </button>
      }
    >
      <input
        ref={field}
        className="input"
        role="combobox"
        aria-label={t('palette')}
        aria-expanded="true"
        aria-controls={id}
        aria-autocomplete="list"
        aria-activedescendant={active === undefined ? undefined : `${id}-${active.key}`}
        placeholder={t('paletteHint')}
        value={query}
        onChange={(event) => (setQuery(event.target.value), setAt(0))}
        onKeyDown={onKeyDown}
      />
      <div id={id} className="palette" role="listbox" aria-label={t('palette')}>
        {choices.map((choice) => (
          <PaletteChoice key={choice.key} id={`${id}-${choice.key}`} choice={choice} on={choice === active} go={go} />
        ))}
      </div>
      {choices.length === 0 && (
        <p className="sub" role="status">
          {t('nothing')}
        </p>
      )}
    </Dialog>
  )
}

type PaletteChoiceProps = {
  readonly id: string
  readonly choice: Choice
  readonly on: boolean
  readonly go: (choice: Choice) => void
}

function PaletteChoice({ id, choice, on, go }: PaletteChoiceProps) {
  const row = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (on) row.current?.scrollIntoView({ block: 'nearest' })
  }, [on])
  return (
    // The field above keeps the focus and the keys; this is for the pointer.
    <div
      ref={row}
      id={id}
      role="option"
      aria-selected={on}
      tabIndex={-1}
      onClick={() => go(choice)}
      onKeyDown={() => {}}
    >
      <span>{choice.label}</span>
      {choice.more !== null && <span className="sub">{choice.more}</span>}
    </div>
  )
}

/** The pages that this person may open, and the views of them that matter. */
function usePlaces(rooms: readonly AdminRoom[]): readonly Choice[] {
  const t = useTranslations('adminKeys')
  const nav = useTranslations('nav')
  const has = (room: AdminRoom['name']) => rooms.some(({ name }) => name === room)
  const place = (key: string, label: string, href: string | null): Choice => ({ key, label, href, more: null })
  return [
    ...rooms.map(({ name, href }) => place(name, nav(name), href)),
    ...(has('live')
      ? [
          place('attention', t('attention'), '/admin/live?mark=attention'),
          place('overdue', t('overdue'), '/admin/live?mark=overdue'),
        ]
      : []),
    ...(has('adminDevices')
      ? [
          place('idle', t('idle'), '/admin/devices?view=idle'),
          place('unconfirmed', t('unconfirmed'), '/admin/devices?view=unconfirmed'),
        ]
      : []),
    place('own', nav('devices'), '/devices'),
    place('activity', nav('activity'), '/activity'),
    place('settings', nav('settings'), '/settings'),
    place('help', t('help'), null),
  ]
}
