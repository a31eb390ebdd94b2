'use client'
import { useRouter } from 'next/navigation'
import { useLocale, useTranslations } from 'next-intl'
import { useEffect, useRef, useState, type FormEvent } from 'react'
import type { Policy } from '#domain/policy.ts'
import { remember } from '#app/_components/cookie.ts'
import { Inset } from '#app/_components/notice.tsx'
import { signInHere } from '#app/_gate/sign-in-here.ts'
import { LOCALE_COOKIE } from '#app/i18n/locale.ts'
import { call } from '#app/_live/call.ts'
import { useProblemText } from '#app/_live/problem-text.ts'
import { bodyOf, emptyDraft, errorsByField, stepOf, STEPS, type Draft, type FieldErrors, type Step } from './draft.ts'
import { Done, StepFields } from './step-fields.tsx'
import { StepTrail } from './step-trail.tsx'

type WizardProps = { readonly policy: Policy; readonly zones: readonly string[] }

/** Five steps of questions, then the first device. What was typed stays, whatever the server says to it. */
export function Wizard({ policy, zones }: WizardProps) {
  const t = useTranslations('setup')
  const app = useTranslations('app')
  const locale = useLocale()
  const router = useRouter()
  const text = useProblemText()
  const [draft, setDraft] = useState<Draft>(() => emptyDraft(locale, policy))
  const [step, setStep] = useState<Step>('language')
  const [errors, setErrors] = useState<FieldErrors>({})
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const [signedIn, setSignedIn] = useState(false)
  const [asksCode, setAsksCode] = useState(false)
  const title = useRef<HTMLHeadingElement>(null)
  const at = STEPS.indexOf(step)
  useEffect(() => {
    const code = new URLSearchParams(location.hash.slice(1)).get('code') ?? ''
    setAsksCode(code === '')
    setDraft((now) => ({
      ...now,
      code: now.code || code,
      timeZone: now.timeZone || new Intl.DateTimeFormat().resolvedOptions().timeZone,
    }))
  }, [])

  const go = (to: Step) => {
    setStep(to)
    setProblem(null)
    title.current?.focus()
  }
  const change = (part: Partial<Draft>) => {
    setDraft((now) => ({ ...now, ...part }))
    setErrors((now) => Object.fromEntries(Object.entries(now).filter(([name]) => !(name in part))))
    if (part.locale === undefined) return
    remember(LOCALE_COOKIE, part.locale)
    router.refresh()
  }
  const send = async () => {
    setBusy(true)
    const answer = await call('POST', '/api/v1/setup', bodyOf(draft))
    if (answer.ok) {
      setSignedIn((await signInHere({ email: draft.email, password: draft.password, shared: false }, locale)).ok)
      setBusy(false)
      setDraft((now) => ({ ...now, password: '', code: '' }))
      return go('done')
    }
    setBusy(false)
    const byField =
      answer.problem.code === 'bad_setup_code' ? { code: text(answer.problem) } : errorsByField(answer.problem.errors)
    const first = stepOf(byField)
    setErrors(byField)
    if (first !== null) setStep(first)
    setProblem(first === null ? text(answer.problem) : null)
    title.current?.focus()
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const next = STEPS[at + 1]
    if (step === 'privacy') void send()
    else if (next !== undefined) go(next)
  }
  return (
    <>
      <StepTrail at={at} />
      <h1 ref={title} tabIndex={-1} className="mb-1">
        {t(`steps.${step}`)}
      </h1>
      <p className="mb-5 text-ink-2">{t(`intro.${step}`)}</p>
      {step === 'done' ? (
        <Done signedIn={signedIn} />
      ) : (
        <form method="post" className="stack" onSubmit={submit}>
          <StepFields step={step} draft={draft} errors={errors} zones={zones} asksCode={asksCode} onChange={change} />
          {problem !== null && (
            <Inset tone="bad" icon="bad" alert>
              <p>{problem}</p>
            </Inset>
          )}
          <div className="mt-2 flex justify-between gap-3">
            {at === 0 ? (
              <span />
            ) : (
              <button type="button" className="btn" onClick={() => go(STEPS[at - 1] ?? 'language')}>
                {app('back')}
              </button>
            )}
            <button type="submit" className="btn main-act" disabled={busy}>
              {busy ? t('busy') : step === 'privacy' ? t('finish') : t('continue')}
            </button>
          </div>
        </form>
      )}
    </>
  )
}
