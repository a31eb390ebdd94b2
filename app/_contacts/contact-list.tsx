'use client'
import { useTranslations } from 'next-intl'
import { useDeferredValue, useId, useMemo, useState } from 'react'
import type { Directory } from '#device/browser/held-data.ts'
import { Icon } from '#app/_components/icon.tsx'
import { found, sectionsOf } from './sections.ts'
import { PersonRow, type SaveNote } from './person-row.tsx'

/** As many as are shown before somebody asks for more: a person scans no further, and searches instead. */
const FIRST = 200

type ContactListProps = {
  readonly directory: Directory
  readonly notes: ReadonlyMap<string, string>
  readonly saveNote: SaveNote | null
}

/** Colleagues by department, searched by name, pinyin or e-mail in what this device has: it works without a network. */
export function ContactList({ directory, notes, saveNote }: ContactListProps) {
  const t = useTranslations('contacts')
  const id = useId()
  const [typed, setTyped] = useState('')
  const [all, setAll] = useState(false)
  const wanted = useDeferredValue(typed)
  const matching = useMemo(() => found(directory.people, wanted), [directory, wanted])
  const sections = useMemo(
    () => sectionsOf({ ...directory, people: all ? matching : matching.slice(0, FIRST) }),
    [directory, matching, all],
  )
  return (
    <>
      <div className="search-field" role="search">
        <label className="vh" htmlFor={id}>
          {t('search')}
        </label>
        <Icon name="search" />
        <input
          id={id}
          className="input"
          type="search"
          placeholder={t('search')}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          autoComplete="off"
          spellCheck={false}
        />
        <span className="sub num" role="status">
          {t('count', { n: matching.length })}
        </span>
      </div>
      {sections.map(({ id: department, path, people }) => (
        <section key={department ?? ''} className="sec" aria-label={path || t('noDepartment')}>
          <div className="sec-head">
            <h2>{path || t('noDepartment')}</h2>
            <span className="sub num">{people.length}</span>
          </div>
          <ul className="group">
            {people.map((person) => (
              <PersonRow key={person.id} person={person} note={notes.get(person.id) ?? ''} saveNote={saveNote} />
            ))}
          </ul>
        </section>
      ))}
      {matching.length === 0 && (
        <div className="group">
          <p className="sub p-5 text-center">{t(typed === '' ? 'empty' : 'notFound')}</p>
        </div>
      )}
      {!all && matching.length > FIRST && (
        <p className="mt-4">
          <button type="button" className="btn small" onClick={() => setAll(true)}>
            {t('showAll', { n: matching.length })}
          </button>
        </p>
      )}
    </>
  )
}
