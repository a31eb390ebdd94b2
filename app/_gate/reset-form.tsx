'use client'
import { useTranslations } from 'next-intl'
import { useState, type FormEvent } from 'react'
import { Inset } from '#app/_components/notice.tsx'
import { call, type Problem } from '#app/_live/call.ts'
import { useProblemText } from '#app/_live/problem-text.ts'
import { NewPasswordField } from './new-password-field.tsx'

/** Sets a new password by the link of a letter. The token is in the fragment: no server log ever sees it. */
export function ResetForm() {
  const t = useTranslations('signin')
  const text = useProblemText()
  const [problem, setProblem] = useState<Problem | null>(null)
  const [ended, setEnded] = useState<number | null>(null)
  const [busy, setBusy] = useState(false)
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const typed = new FormData(event.currentTarget)
    const token = new URLSearchParams(location.hash.slice(1)).get('token') || '-'
    setBusy(true)
    const answer = await call<{ signedOut: number }>('POST', '/api/v1/password/reset', {
      token,
      password: typed.get('password'),
      signOutAll: typed.has('all'),
    })
    setBusy(false)
    if (!answer.ok) return setProblem(answer.problem)
    setEnded(answer.body.signedOut)
  }
  if (ended !== null)
    return (
      <div className="stack" role="status">
        <Inset tone="done" icon="done">
          <p>{t('resetDone', { n: ended })}</p>
        </Inset>
        <a className="btn main-act" href="/sign-in">
          {t('toSignIn')}
        </a>
      </div>
    )
  const weak = problem?.code === 'weak_password'
  return (
    <form method="post" className="stack" onSubmit={(event) => void submit(event)}>
      <NewPasswordField id="new-password" weak={weak ? text(problem) : null} />
      <label className="tick">
        <input type="checkbox" name="all" defaultChecked />
        <b>{t('resetAll')}</b>
        <span className="sub">{t('resetAllHint')}</span>
      </label>
      <p className="sub">{t('resetBody')}</p>
      {problem !== null && !weak && (
        <Inset tone="bad" icon="bad" alert>
          <p>{text(problem)}</p>
          {problem.code === 'reset_invalid' && (
            <p>
              <a href="/sign-in/forgot">{t('forgotButton')}</a>
            </p>
          )}
        </Inset>
      )}
      <button type="submit" className="btn main-act" disabled={busy}>
        {t('inviteButton')}
      </button>
    </form>
  )
}
