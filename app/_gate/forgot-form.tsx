'use client'
import { useTranslations } from 'next-intl'
import { useState, type FormEvent } from 'react'
import { Inset } from '#app/_components/notice.tsx'
import { call, type Problem } from '#app/_live/call.ts'
import { useProblemText } from '#app/_live/problem-text.ts'
import { RefusalText } from './refusal-text.tsx'

/** Asks for a link for a new password. Nobody learns here whether there is such an account. */
export function ForgotForm() {
  const t = useTranslations('signin')
  const text = useProblemText()
  const [sent, setSent] = useState<string | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [busy, setBusy] = useState(false)
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const typed = new FormData(event.currentTarget).get('email')
    const email = typeof typed === 'string' ? typed.trim() : ''
    setBusy(true)
    const answer = await call('POST', '/api/v1/password/forgot', { email })
    setBusy(false)
    setProblem(answer.ok ? null : answer.problem)
    if (answer.ok) setSent(email)
  }
  if (sent !== null)
    return (
      <div className="stack" role="status">
        <Inset tone="work" icon="wait">
          <p>{t('forgotSent', { email: sent })}</p>
        </Inset>
        <p className="sub">{t('forgotNothing')}</p>
        <a className="btn" href="/sign-in">
          {t('arriveAgain')}
        </a>
      </div>
    )
  return (
    <form method="post" className="stack" onSubmit={(event) => void submit(event)}>
      <div className="field">
        <label htmlFor="account">{t('account')}</label>
        <input
          className="input"
          id="account"
          name="email"
          type="email"
          autoComplete="username"
          required
          maxLength={320}
        />
      </div>
      {problem?.code === 'rate_limited' && <RefusalText refusal={problem} />}
      {problem !== null && problem.code !== 'rate_limited' && (
        <Inset tone="bad" icon="bad" alert>
          <p>{text(problem)}</p>
        </Inset>
      )}
      <button type="submit" className="btn main-act" disabled={busy}>
        {t('forgotButton')}
      </button>
      <a className="btn text" href="/sign-in">
        {t('arriveAgain')}
      </a>
    </form>
  )
}
