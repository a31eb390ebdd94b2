'use client'
import { useTranslations } from 'next-intl'
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react'
import type { AdminMember } from '#protocol/admin.ts'
import { call } from '#app/_live/call.ts'

const TYPING_MS = 200
const SHOWN = 8

export type Picked = { readonly id: string; readonly name: string }
type MemberPickerProps = {
  readonly label: string
  readonly value: Picked | null
  readonly onChange: (picked: Picked | null) => void
  readonly optional?: boolean
  /** Who cannot be chosen, such as the leaver. The server asks again. */
  readonly without?: readonly string[]
  /** Administrators and owners alone. */
  readonly admins?: boolean
  readonly states?: readonly AdminMember['state'][]
  /** `directory`: where every member finds colleagues; it knows no roles. */
  readonly from?: 'admin' | 'directory'
}
type Found = { readonly id: string; readonly name: string; readonly email: string }

/** Finds one member by name or pinyin (WAI-ARIA combobox with a list). */
export function MemberPicker({ label, value, onChange, optional = false, ...who }: MemberPickerProps) {
  const t = useTranslations('duty')
  const id = useId()
  const [typed, setTyped] = useState('')
  const [at, setAt] = useState(0)
  const [open, setOpen] = useState(false)
  const found = useFound(value === null && open ? typed : null, who)
  if (value !== null) {
    return (
      <div className="field">
        <span className="lab">{label}</span>
        <span className="picked">
          <b>{value.name}</b>
          <button type="button" className="btn small text" onClick={() => (setTyped(''), onChange(null))}>
            {t('change')}
          </button>
        </span>
      </div>
    )
  }
  const pick = (one: Picked | undefined) => {
    if (one === undefined) return
    setTyped('')
    onChange({ id: one.id, name: one.name })
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const to = { ArrowDown: at + 1, ArrowUp: at - 1 }[event.key]
    if (to !== undefined && found !== null) {
      event.preventDefault()
      setAt((to + found.length) % Math.max(1, found.length))
    } else if (event.key === 'Enter' && found !== null && found.length > 0) {
      event.preventDefault()
      pick(found[at])
    }
  }
  return (
    <div className="field picker">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        className="input"
        type="search"
        role="combobox"
        autoComplete="off"
        aria-expanded={found !== null}
        aria-controls={`${id}-list`}
        aria-activedescendant={found?.[at] === undefined ? undefined : `${id}-${found[at].id}`}
        required={!optional}
        placeholder={t('search')}
        value={typed}
        onChange={(event) => (setTyped(event.target.value), setAt(0))}
        onKeyDown={onKeyDown}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
      />
      <div id={`${id}-list`} role="listbox" aria-label={label} className="picks" hidden={!found?.length}>
        {found?.map((one, i) => (
          <div
            key={one.id}
            id={`${id}-${one.id}`}
            role="option"
            aria-selected={i === at}
            onPointerDown={(event) => (event.preventDefault(), pick(one))}
          >
            <b>{one.name}</b> <span className="dim">{one.email}</span>
          </div>
        ))}
      </div>
      <p className="sub" role="status">
        {found !== null && found.length === 0 ? t('noneFound') : ''}
      </p>
    </div>
  )
}

type Who = Pick<MemberPickerProps, 'without' | 'admins' | 'states' | 'from'>

/** Who matches what was typed; null before the first answer, and while nothing is asked. */
function useFound(typed: string | null, who: Who): readonly Found[] | null {
  const [found, setFound] = useState<readonly Found[] | null>(null)
  const latest = useRef(who)
  useEffect(() => {
    latest.current = who
  })
  useEffect(() => {
    if (typed === null) return setFound(null)
    let stale = false
    const timer = setTimeout(() => {
      void ask(typed, latest.current).then((some) => {
        if (!stale) setFound(some.slice(0, SHOWN))
      })
    }, TYPING_MS)
    return () => {
      stale = true
      clearTimeout(timer)
    }
  }, [typed])
  return found
}

async function ask(typed: string, who: Who): Promise<readonly Found[]> {
  const query = new URLSearchParams({ query: typed, limit: '50' }).toString()
  if (who.from === 'directory') {
    const answer = await call<{ items: readonly Found[] }>('GET', `/api/v1/directory?${query}`)
    return answer.ok ? answer.body.items.filter(({ id }) => who.without?.includes(id) !== true) : []
  }
  const answer = await call<{ items: readonly AdminMember[] }>('GET', `/api/v1/admin/members?${query}`)
  return answer.ok ? answer.body.items.filter((one) => fits(one, who)) : []
}

function fits({ id, state, roles }: AdminMember, { without = [], admins = false, states = ['active'] }: Who): boolean {
  if (without.includes(id) || !states.includes(state)) return false
  return !admins || roles.includes('admin') || roles.includes('owner')
}
