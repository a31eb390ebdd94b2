'use client'
import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState, type FormEvent } from 'react'
import { call } from '#app/_live/call.ts'
import { useProblemText } from '#app/_live/problem-text.ts'

/** Asks for the password once more: before what ends, changes or tells much. Why it is asked, the dialog around it says. */
export function StepUp({ formId, onDone }: { formId: string; onDone: () => Promise<void> }) {
  const t = useTranslations('so')
  const text = useProblemText()
  const field = useRef<HTMLInputElement>(null)
  const [error, setError] = useState<string | null>(null)
  useEffect(() => field.current?.focus(), [])
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const answer = await call<null>('POST', '/api/v1/step-up', { password: field.current?.value ?? '' })
    if (answer.ok) return onDone()
    setError(answer.problem.code === 'bad_credentials' ? t('badPassword') : text(answer.problem))
    field.current?.select()
  }
  return (
    <form method="post" id={formId} className="field" onSubmit={(event) => void submit(event)}>
      <p className="sub">{t('stepUpAgain')}</p>
      <label htmlFor={`${formId}-password`}>{t('password')}</label>
      <input
        ref={field}
        id={`${formId}-password`}
        className="input"
        type="password"
        autoComplete="current-password"
        required
        aria-invalid={error !== null}
        aria-describedby={error === null ? undefined : `${formId}-error`}
      />
      {error !== null && (
        <p id={`${formId}-error`} className="error" role="alert">
          {error}
        </p>
      )}
    </form>
  )
}
