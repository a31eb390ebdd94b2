'use client'
import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/browser'
import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState, type FormEvent } from 'react'
import type { CredentialsView } from '#protocol/credentials.ts'
import { setOutForCompany } from '#app/_gate/auth-call.ts'
import { call } from '#app/_live/call.ts'
import { useProblemText } from '#app/_live/problem-text.ts'

type StepUpProps = { readonly formId: string; readonly onDone: () => Promise<void> }

/** Proves the person once more: by password, by a code where there is an authenticator app, by a passkey, or by the company's sign-in. */
export function StepUp({ formId, onDone }: StepUpProps) {
  const t = useTranslations('so')
  const text = useProblemText()
  const field = useRef<HTMLInputElement>(null)
  const has = useCredentials()
  const [error, setError] = useState<string | null>(null)
  const byCode = has !== null && has.authenticator !== null
  const typed = has === null || byCode || has.password
  useEffect(() => field.current?.focus(), [byCode])
  const prove = async (proof: Readonly<Record<string, unknown>>) => {
    const answer = await call<null>('POST', '/api/v1/step-up', proof)
    if (answer.ok) return onDone()
    const { code } = answer.problem
    const known = {
      bad_credentials: t('badPassword'),
      bad_code: t('badCode'),
      passkey_refused: t('stepUpPasskeyFailed'),
    }
    setError(known[code as keyof typeof known] ?? text(answer.problem))
    field.current?.select()
  }
  const passkey = async () => {
    const signed = await assertion()
    return signed === null ? setError(t('stepUpPasskeyFailed')) : prove({ passkey: signed })
  }
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const value = field.current?.value.trim() ?? ''
    await (typed ? prove(byCode ? { code: value } : { password: field.current?.value ?? '' }) : passkey())
  }
  return (
    <form method="post" id={formId} className="stack" onSubmit={(event) => void submit(event)}>
      <p className="sub">{t('stepUpAgain')}</p>
      {typed && (
        <div className="field">
          <label htmlFor={`${formId}-proof`}>{t(byCode ? 'code' : 'password')}</label>
          <input
            key={byCode ? 'code' : 'password'}
            ref={field}
            id={`${formId}-proof`}
            className={byCode ? 'input num' : 'input'}
            type={byCode ? 'text' : 'password'}
            autoComplete={byCode ? 'one-time-code' : 'current-password'}
            required
            aria-invalid={error !== null}
            aria-describedby={error === null ? undefined : `${formId}-error`}
          />
        </div>
      )}
      {error !== null && (
        <p id={`${formId}-error`} className="error" role="alert">
          {error}
        </p>
      )}
      {has !== null && has.passkeys.length > 0 && (
        <button type="button" className="btn" onClick={() => void passkey()}>
          {t('stepUpPasskey')}
        </button>
      )}
      {has !== null && !typed && has.company !== null && (
        <button type="button" className="btn" onClick={() => void setOutForCompany(location.pathname)}>
          {t('stepUpCompany', { name: has.company.name })}
        </button>
      )}
    </form>
  )
}

/** What this person can prove themselves with; null while that is not known yet, and the password is asked for. */
function useCredentials(): CredentialsView | null {
  const [has, setHas] = useState<CredentialsView | null>(null)
  useEffect(() => {
    let gone = false
    void call<CredentialsView>('GET', '/api/v1/credentials').then((answer) => {
      if (answer.ok && !gone) setHas(answer.body)
    })
    return () => {
      gone = true
    }
  }, [])
  return has
}

/** A passkey's signature over a challenge of ours, or null when none was given. */
async function assertion(): Promise<unknown> {
  const options = await call<PublicKeyCredentialRequestOptionsJSON>('POST', '/api/v1/passkeys/options', {
    for: 'step-up',
  })
  if (!options.ok) return null
  const { startAuthentication } = await import('@simplewebauthn/browser')
  return startAuthentication({ optionsJSON: options.body }).catch(() => null)
}
