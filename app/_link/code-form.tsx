'use client'
import { useTranslations } from 'next-intl'
import { useState, type FormEvent } from 'react'
import type { LinkView } from '#protocol/link.ts'
import { call } from '#app/_live/call.ts'
import { useLinkProblem } from './link-problem.ts'

type CodeFormProps = {
  readonly code: string
  readonly problem: string | null
  readonly onFound: (link: LinkView) => void
}

/** Looks a code up; what was typed stays when it is refused. Case, spaces and the dash do not matter. */
export function CodeForm({ code, problem, onFound }: CodeFormProps) {
  const t = useTranslations('link')
  const text = useLinkProblem()
  const [typed, setTyped] = useState(code)
  const [error, setError] = useState(problem)
  const [busy, setBusy] = useState(false)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    const answer = await lookUp(typed)
    setBusy(false)
    if (answer.ok) return onFound(answer.body)
    setError(text(answer.problem))
  }
  return (
    <form className="stack" onSubmit={(event) => void submit(event)}>
      <div className="field">
        <label htmlFor="link-code">{t('codeLabel')}</label>
        <input
          id="link-code"
          className="input code placeholder:font-normal"
          value={typed}
          onChange={(event) => setTyped(shaped(event.target.value))}
          placeholder="BCDF-GHJK"
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          maxLength={16}
          required
          aria-invalid={error !== null}
          aria-describedby={error === null ? 'link-code-help' : 'link-code-error'}
        />
        {error === null ? (
          <p id="link-code-help" className="sub">
            {t('codeHelp')}
          </p>
        ) : (
          <p id="link-code-error" className="error" role="alert">
            {error}
          </p>
        )}
      </div>
      <button type="submit" className="btn main-act justify-self-start" disabled={busy}>
        {t('continue')}
      </button>
    </form>
  )
}

export function lookUp(code: string) {
  return call<LinkView>('GET', `/api/v1/links/${encodeURIComponent(code.trim() || '-')}`)
}

/** `BCDF-GHJK` while it is typed. */
function shaped(text: string): string {
  const letters = text.toUpperCase().replaceAll(/[^A-Z0-9]/g, '')
  return letters.length > 4 ? `${letters.slice(0, 4)}-${letters.slice(4, 8)}` : letters
}
