'use client'
import { useTranslations } from 'next-intl'
import { useId, useState, type FormEvent } from 'react'
import type { RunData } from '#app/_data/exits.ts'
import { announce } from '#app/_components/announcer.tsx'
import { ProblemLine } from '#app/_components/problem-line.tsx'
import { dateTime } from '#app/_components/times.ts'
import { useTimeStyle } from '#app/_components/use-time-style.ts'
import { useDeed } from '#app/_admin/use-deed.ts'

/** What those who act in a run tell each other: part of its log, never changed. */
export function RunNotes({ data: { run, mayAct } }: { data: RunData }) {
  const t = useTranslations('exits')
  const style = useTimeStyle()
  if (run.notes.length === 0 && !mayAct) return null
  return (
    <section className="sec" aria-labelledby="notes">
      <div className="sec-head">
        <h2 id="notes">{t('notes')}</h2>
        <span className="sub">{t('notesBody')}</span>
      </div>
      <div className="group">
        {mayAct && <NewNote runId={run.id} />}
        {run.notes.length > 0 && (
          <ul className="notes">
            {run.notes.map(({ at, by, text }) => (
              <li key={`${at} ${text}`}>
                <p className="sub">
                  {by.name ?? '–'} · <time dateTime={at}>{dateTime(at, style)}</time>
                </p>
                <p>{text}</p>
              </li>
            ))}
          </ul>
        )}
      </div>
    </section>
  )
}

function NewNote({ runId }: { runId: string }) {
  const t = useTranslations('exits')
  const id = useId()
  const [text, setText] = useState('')
  const deed = useDeed<unknown>(
    () => ['POST', `/api/v1/admin/runs/${runId}/notes`, { text }],
    () => {
      setText('')
      announce(t('noted'))
    },
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (text.trim() !== '') void deed.run()
  }
  return (
    <form className="new-note" onSubmit={submit}>
      <label className="vh" htmlFor={id}>
        {t('note')}
      </label>
      <textarea
        id={id}
        className="input"
        rows={2}
        maxLength={2_000}
        placeholder={t('noteHint')}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <button type="submit" className="btn" disabled={deed.busy || text.trim() === ''}>
        {t('noteAdd')}
      </button>
      <ProblemLine text={deed.problem} />
    </form>
  )
}
