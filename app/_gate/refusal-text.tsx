'use client'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { Inset } from '#app/_components/notice.tsx'
import type { Refusal } from './auth-call.ts'

/** Why the sign-in was refused, beside the form. The same words for an unknown account and a wrong password. */
export function RefusalText({ refusal }: { refusal: Refusal }) {
  const t = useTranslations('signin')
  const { code, more } = refusal
  if (code === 'rate_limited') return <Wait key={String(more.retryAfterS)} seconds={Number(more.retryAfterS) || 60} />
  const known = {
    bad_credentials: 'bad',
    member_suspended: 'suspended',
    restored: 'restored',
    no_keys: 'noKeys',
    network: 'network',
    bad_code: 'badCode',
    passkey_refused: 'passkeyRefused',
    no_passkey: 'passkeyNone',
    unauthenticated: 'arriveLost',
    email_unverified: 'refusedEmail',
    member_unknown: 'refusedUnknown',
    other_identity: 'refusedOther',
    company_failed: 'refusedFailed',
  } as const
  const name = known[code as keyof typeof known] ?? 'failed'
  return (
    <Inset tone="bad" icon="bad" alert>
      <p>{t(name)}</p>
    </Inset>
  )
}

/** How long to wait, counted down. The figure itself is silent: an alert that changes each second could not be listened to. */
function Wait({ seconds }: { seconds: number }) {
  const t = useTranslations('signin')
  const [left, setLeft] = useState(seconds)
  useEffect(() => {
    const until = performance.now() + seconds * 1000
    const timer = setInterval(() => setLeft(Math.max(0, Math.ceil((until - performance.now()) / 1000))), 1000)
    return () => clearInterval(timer)
  }, [seconds])
  return (
    <Inset tone="wait" icon="wait">
      <p className="num" aria-hidden="true">
        {left > 0 ? t('slow', { s: left }) : t('slowOver')}
      </p>
      <p className="vh" role="alert">
        {t('slow', { s: seconds })}
      </p>
    </Inset>
  )
}
