'use client'
import { useTranslations } from 'next-intl'
import { useEffect, useRef, type FormEvent } from 'react'
import type { Refusal } from './auth-call.ts'
import { RefusalText } from './refusal-text.tsx'

type CodeStepProps = {
  readonly busy: boolean
  readonly refusal: Refusal | null
  readonly onCode: (code: string) => Promise<unknown>
  readonly onBack: () => void
}

/** The password was right: now the code of the authenticator app, or a recovery code. */
export function CodeStep({ busy, refusal, onCode, onBack }: CodeStepProps) {
  const t = useTranslations('signin')
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.focus(), [])
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    await onCode(field.current?.value.trim() ?? '')
    field.current?.select()
  }
  return (
    <form method="post" className="stack" onSubmit={(event) => void submit(event)}>
      <div>
        <h2>{t('codeTitle')}</h2>
        <p className="mt-1 text-ink-2">{t('codeBody')}</p>
      </div>
      <div className="field">
        <label htmlFor="code">{t('code')}</label>
        <input
          ref={field}
          className="input num"
          id="code"
          name="code"
          inputMode="text"
          autoComplete="one-time-code"
          autoCapitalize="characters"
          spellCheck={false}
          maxLength={64}
          required
          aria-describedby="code-help"
        />
        <p id="code-help" className="sub">
          {t('codeHelp')}
        </p>
      </div>
      {refusal !== null && !busy && <RefusalText refusal={refusal} />}
      <button type="submit" className="btn main-act" disabled={busy}>
        {busy ? t('busy') : t('codeButton')}
      </button>
      <button type="button" className="btn text" disabled={busy} onClick={onBack}>
        {t('codeBack')}
      </button>
    </form>
  )
}
