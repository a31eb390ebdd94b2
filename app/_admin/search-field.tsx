'use client'
import { useEffect, useRef } from 'react'
import { Icon } from '#app/_components/icon.tsx'

type SearchFieldProps = {
  readonly value: string | undefined
  readonly label: string
  readonly hint: string
  /** A key that leads here, when single keys are on. */
  readonly hotkey?: boolean
  readonly onChange?: (typed: string) => void
}

/** What is searched for, as the address has it. While somebody types here, what they type stands; Back puts the address's word in. */
export function SearchField({ value = '', label, hint, hotkey = false, onChange }: SearchFieldProps) {
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => {
    const { current } = field
    if (current !== null && current !== document.activeElement) current.value = value
  }, [value])
  return (
    <div className="search">
      <Icon name="search" />
      <input
        ref={field}
        className="input"
        type="search"
        name="query"
        defaultValue={value}
        placeholder={hint}
        aria-label={label}
        onChange={onChange && ((event) => onChange(event.target.value))}
      />
      {hotkey && (
        <kbd className="hide-s" aria-hidden="true">
          /
        </kbd>
      )}
    </div>
  )
}
