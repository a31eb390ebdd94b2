'use client'
import Form from 'next/form'
import { useRef, useState, type ChangeEvent, type ReactNode } from 'react'
import { useAdminKeys } from './admin-keys.tsx'
import { SearchField } from './search-field.tsx'

const TYPING_MS = 300

type FilterFormProps = {
  readonly action: string
  readonly search?: { readonly value: string | undefined; readonly hint: string; readonly label: string }
  /** For who has no script, and for screen readers that look for it. */
  readonly submit: string
  readonly children?: ReactNode
}

/**
 * Filters that are the page's address: it sends itself as soon as something was chosen, and a moment after typing. Back undoes what was
 * chosen; a word that is being typed is one step, however many letters it has.
 */
export function FilterForm({ action, search, submit, children }: FilterFormProps) {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const form = useRef<HTMLFormElement>(null)
  const [goesOn, setGoesOn] = useState(false)
  const { letters } = useAdminKeys()
  const changed = ({ target }: ChangeEvent<HTMLFormElement>) => {
    const typing: unknown = target instanceof HTMLInputElement && target.type === 'search'
    setGoesOn(typing === true && Boolean(search?.value))
    clearTimeout(timer.current)
    timer.current = setTimeout(() => form.current?.requestSubmit(), typing === true ? TYPING_MS : 0)
  }
  return (
    <Form
      ref={form}
      action={action}
      replace={goesOn}
      scroll={false}
      className="filters"
      role="search"
      onChange={changed}
    >
      {search && <SearchField {...search} hotkey={letters} />}
      {children}
      <button type="submit" className="vh">
        {submit}
      </button>
    </Form>
  )
}
