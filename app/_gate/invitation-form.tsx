'use client'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState, type FormEvent } from 'react'
import { Inset } from '#app/_components/notice.tsx'
import { call, type Problem } from '#app/_live/call.ts'
import { useProblemText } from '#app/_live/problem-text.ts'
import { useAttempt } from './attempt.tsx'
import { NewPasswordField } from './new-password-field.tsx'

/** Takes up an invitation with a password of one's own. The token is in the fragment: no server log ever sees it. */
export function InvitationForm() {
  const t = useTranslations('signin')
  const text = useProblemText()
  const router = useRouter()
  const { keep } = useAttempt()
  const [problem, setProblem] = useState<Problem | null>(null)
  const [busy, setBusy] = useState(false)
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const typed = new FormData(event.currentTarget).get('password')
    const password = typeof typed === 'string' ? typed : ''
    const token = new URLSearchParams(location.hash.slice(1)).get('token') ?? ''
    setBusy(true)
    const answer = await call<{ member: { email: string } }>('POST', '/api/v1/invitations/accept', {
      token: token || '-',
      password,
    })
    setBusy(false)
    if (!answer.ok) return setProblem(answer.problem)
    keep({ email: answer.body.member.email, password, shared: false })
    router.push('/sign-in?invited')
  }
  const weak = problem?.code === 'weak_password'
  return (
    <form method="post" className="stack" onSubmit={(event) => void submit(event)}>
      <NewPasswordField id="new-password" weak={weak ? text(problem) : null} />
      {problem !== null && !weak && (
        <Inset tone="bad" icon="bad" alert>
          <p>{text(problem)}</p>
        </Inset>
      )}
      <button type="submit" className="btn main-act" disabled={busy}>
        {t('inviteButton')}
      </button>
    </form>
  )
}
