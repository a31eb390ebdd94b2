'use client'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { openDataKey } from '#device/browser/data-key.ts'
import { heldBytes, heldDirectory, heldNotes } from '#device/browser/held-data.ts'
import { saveCsv } from '#app/_components/save-csv.ts'
import { rfc3339 } from '#domain/ids.ts'

type Kept = { readonly name: string; readonly email: string; readonly text: string; readonly at: string }

/** What lies in this browser alone goes with its records: a copy as a file first, for whoever wants one (guide statement C3). */
export function LocalCopy() {
  const t = useTranslations('so')
  const kept = useKept()
  const [saved, setSaved] = useState(false)
  if (kept === null) return null
  if (kept.length === 0) return <p className="sub">{t('localNone')}</p>
  const save = () => {
    saveCsv('signoff-notes.csv', [
      ['name', 'email', 'note', 'at'],
      ...kept.map(({ name, email, text, at }) => [name, email, text, at]),
    ])
    setSaved(true)
  }
  return (
    <div className="duty-ask p-0!">
      <div className="min-w-0">
        <p>{t('localHere', { n: kept.length })}</p>
        <p className="sub" role="status">
          {t(saved ? 'localSaved' : 'localBody')}
        </p>
      </div>
      <button type="button" className="btn" onClick={save}>
        {t('localSave')}
      </button>
    </div>
  )
}

/** The member's own notes, opened; null while they are, and where this browser cannot open any. */
function useKept(): readonly Kept[] | null {
  const [kept, setKept] = useState<readonly Kept[] | null>(null)
  useEffect(() => {
    let stale = false
    void readKept().then(
      (all) => stale || setKept(all),
      () => undefined,
    )
    return () => {
      stale = true
    }
  }, [])
  return kept
}

async function readKept(): Promise<readonly Kept[] | null> {
  const key = await openDataKey()
  // Without the key nothing opens; where nothing lies, that can still be said.
  if (key === null) return (await heldBytes('records')).rows === 0 ? [] : null
  const [notes, directory] = await Promise.all([heldNotes(key), heldDirectory(key)])
  const people = new Map(directory?.people.map((person) => [person.id, person]))
  return notes.map(({ personId, text, at }) => {
    const person = people.get(personId)
    return { name: person?.name ?? personId, email: person?.email ?? '', text, at: rfc3339(at) }
  })
}
