'use client'
import { useTranslations } from 'next-intl'
import { useEffect, useRef } from 'react'
import { RefusalText } from './refusal-text.tsx'
import { useSignIn } from './use-sign-in.ts'

/** Somebody has come back from the company's identity provider: the device takes its place by itself. */
export function Arrive() {
  const t = useTranslations('signin')
  const { refusal, signIn } = useSignIn()
  const begun = useRef(false)
  useEffect(() => {
    if (begun.current) return
    begun.current = true
    const shared = new URLSearchParams(location.search).has('shared')
    void signIn({ email: '', password: '', shared, arrived: true })
  })
  if (refusal === null) return <p role="status">{t('arriveBody')}</p>
  return (
    <div className="stack">
      <RefusalText refusal={refusal} />
      <a className="btn" href="/sign-in">
        {t('arriveAgain')}
      </a>
    </div>
  )
}
