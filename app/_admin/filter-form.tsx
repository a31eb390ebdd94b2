'use client'
import Form from 'next/form'
import { useRef, type ReactNode } from 'react'
import { Icon } from '#app/_components/icon.tsx'

const TYPING_MS = 300

type FilterFormProps = {
  readonly action: string
  readonly search?: { readonly value: string | undefined; readonly hint: string; readonly label: string }
  /** For who has no script, and for screen readers that look for it. */
  readonly submit: string
  readonly children?: ReactNode
}

/** Filters that are the page's address: it sends itself as soon as something was chosen, and a moment after typing. */
export function FilterForm({ action, search, submit, children }: FilterFormProps) {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const form = useRef<HTMLFormElement>(null)
  const changed = (afterMs: number) => {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => form.current?.requestSubmit(), afterMs)
  }
  return (
    <Form
      ref={form}
      action={action}
      replace
      scroll={false}
      className="filters"
      role="search"
      onChange={(event) =>
        changed(event.target instanceof HTMLInputElement && event.target.type === 'search' ? TYPING_MS : 0)
      }
    >
      {search && (
        <div className="search">
          <Icon name="search" />
          <input
            className="input"
            type="search"
            name="query"
            defaultValue={search.value}
            placeholder={search.hint}
            aria-label={search.label}
          />
        </div>
      )}
      {children}
      <button type="submit" className="vh">
        {submit}
      </button>
    </Form>
  )
}
