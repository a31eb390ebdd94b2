'use client'
import { useTranslations } from 'next-intl'
import { useId, useRef, useState, type FormEvent } from 'react'
import type { PersonView } from '#protocol/directory.ts'
import { announce } from '#app/_components/announcer.tsx'
import { Icon } from '#app/_components/icon.tsx'
import { Tag } from '#app/_components/tag.tsx'

export type SaveNote = (personId: string, text: string) => Promise<void>
type PersonRowProps = { readonly person: PersonView; readonly note: string; readonly saveNote: SaveNote | null }

/** One colleague; opened, what the company says of them and what this member notes for themselves. */
export function PersonRow({ person, note, saveNote }: PersonRowProps) {
  const t = useTranslations('contacts')
  const fields = Object.entries(person.customFields)
  return (
    <li className="person">
      <details>
        <summary>
          <span className="face" aria-hidden="true">
            {[...person.name][0]?.toUpperCase()}
          </span>
          <span className="min-w-0">
            <span className="font-semibold">{person.name}</span>
            <span className="sub block">{person.email}</span>
          </span>
          {note !== '' && <Tag>{t('noteTag')}</Tag>}
          <Icon name="chev" />
        </summary>
        <div className="person-more">
          <dl className="dl">
            <dt>{t('email')}</dt>
            <dd>
              <a href={`mailto:${person.email}`}>{person.email}</a>
            </dd>
            {fields.map(([name, value]) => (
              <div className="contents" key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
          {saveNote === null ? (
            <p className="sub">{t('noNotes')}</p>
          ) : (
            <NoteField key={note} person={person} note={note} saveNote={saveNote} />
          )}
        </div>
      </details>
    </li>
  )
}

function NoteField({ person, note, saveNote }: PersonRowProps & { saveNote: SaveNote }) {
  const t = useTranslations('contacts')
  const id = useId()
  const field = useRef<HTMLTextAreaElement>(null)
  const [failed, setFailed] = useState(false)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const text = field.current?.value.trim() ?? ''
    try {
      await saveNote(person.id, text)
      announce(t('noteSaved', { name: person.name }))
    } catch {
      setFailed(true)
    }
  }
  return (
    <form className="field mt-3" onSubmit={(event) => void submit(event)}>
      <label htmlFor={id}>{t('note')}</label>
      <textarea ref={field} id={id} className="input" defaultValue={note} maxLength={2_000} rows={2} />
      <span className="sub">{t('noteHint')}</span>
      {failed && (
        <span className="error" role="alert">
          {t('noteFailed')}
        </span>
      )}
      <span>
        <button type="submit" className="btn small">
          {t('noteSave')}
        </button>
      </span>
    </form>
  )
}
