'use client'
import type { PublicKeyCredentialCreationOptionsJSON } from '@simplewebauthn/browser'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState, type FormEvent } from 'react'
import { announce } from '#app/_components/announcer.tsx'
import { Dialog } from '#app/_components/dialog.tsx'
import { ProblemLine } from '#app/_components/problem-line.tsx'
import { call } from '#app/_live/call.ts'
import { useProblemText } from '#app/_live/problem-text.ts'
import { StepUp } from '#app/_sign-out/step-up.tsx'

/** Names a passkey and lets the browser make it. */
export function AddPasskey({ onClose }: { onClose: () => void }) {
  const t = useTranslations('security')
  const app = useTranslations('app')
  const text = useProblemText()
  const router = useRouter()
  const [name, setName] = useState('')
  const [busy, setBusy] = useState(false)
  const [stepUp, setStepUp] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)

  const make = async (): Promise<string | null> => {
    const options = await call<PublicKeyCredentialCreationOptionsJSON>('POST', '/api/v1/passkeys/options', {
      for: 'add',
    })
    if (!options.ok) {
      setStepUp(options.problem.code === 'step_up_required')
      return options.problem.code === 'step_up_required' ? null : text(options.problem)
    }
    setStepUp(false)
    const made = await created(options.body)
    if (typeof made === 'string') return t(made)
    const answer = await call('POST', '/api/v1/passkeys', { passkey: made, ...(name === '' ? {} : { name }) })
    if (!answer.ok) return text(answer.problem)
    announce(t('passkeyAdded'))
    router.refresh()
    onClose()
    return null
  }
  const run = async () => {
    setBusy(true)
    setProblem(null)
    setProblem(await make())
    setBusy(false)
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void run()
  }
  return (
    <Dialog
      title={t('passkeyAdd')}
      onClose={onClose}
      footer={
        <>
          <button type="button" className="btn" onClick={onClose}>
            {app('cancel')}
          </button>
          <button
            type="submit"
            form={stepUp ? 'passkey-step-up' : 'passkey-add'}
            className="btn main-act"
            disabled={busy}
          >
            {t(stepUp ? 'goOn' : 'add')}
          </button>
        </>
      }
    >
      {stepUp && <StepUp formId="passkey-step-up" onDone={run} />}
      <form id="passkey-add" className={stepUp ? 'hidden' : 'stack'} onSubmit={submit}>
        <p>{t('passkeysBody')}</p>
        <div className="field">
          <label htmlFor="passkey-name">{t('passkeyName')}</label>
          <input
            className="input"
            id="passkey-name"
            value={name}
            maxLength={64}
            aria-describedby="passkey-name-help"
            onChange={(event) => setName(event.target.value)}
          />
          <p id="passkey-name-help" className="sub">
            {t('passkeyNameHelp')}
          </p>
        </div>
      </form>
      <ProblemLine text={problem} />
    </Dialog>
  )
}

/** What the browser made, or why it made nothing. */
async function created(options: PublicKeyCredentialCreationOptionsJSON) {
  const { browserSupportsWebAuthn, startRegistration } = await import('@simplewebauthn/browser')
  if (!browserSupportsWebAuthn()) return 'passkeyUnable' as const
  try {
    return await startRegistration({ optionsJSON: options })
  } catch (error) {
    const have = error instanceof Error && error.name === 'InvalidStateError'
    return have ? ('passkeyHave' as const) : ('passkeyFailed' as const)
  }
}
