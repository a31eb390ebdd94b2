'use client'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { Icon } from '#app/_components/icon.tsx'
import type { Refusal } from './auth-call.ts'
import { setOutForCompany } from './auth-call.ts'
import { nextPath } from './next-path.ts'
import { RefusalText } from './refusal-text.tsx'
import { deviceClaim } from './sign-in-here.ts'

type OtherWaysProps = {
  readonly company: string | null
  readonly disabled: boolean
  /** Whether it is ticked that others use this computer too. */
  readonly isShared: () => boolean
  /** One of these ways is being gone, or is over. */
  readonly onBusy: (busy: boolean) => void
  /** The person is proved; the device wants its place. */
  readonly onArrived: () => Promise<unknown>
}

const passkeys = () => import('./passkey-sign-in.ts')

/** The ways in without a password: a passkey, the company's sign-in, and a code from another device. */
export function OtherWays({ company, disabled, isShared, onBusy, onArrived }: OtherWaysProps) {
  const t = useTranslations('signin')
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const [busy, setBusy] = useState(false)
  const [known, setKnown] = useState(false)
  useEffect(() => {
    void deviceHasPasskey().then(setKnown)
  }, [])
  const run = async (go: () => Promise<Refusal | null>) => {
    setBusy(true)
    onBusy(true)
    setRefusal(null)
    setRefusal(await go())
    setBusy(false)
    onBusy(false)
  }
  const passkey = async () => {
    const answer = await (await passkeys()).signInByPasskey()
    if (!answer.ok) return answer.refusal
    await onArrived()
    return null
  }
  const away = async () => {
    const left = await setOutForCompany(nextPath(location.search, location.hash), isShared())
    return left ? null : { code: 'company_failed', more: {} }
  }
  const off = disabled || busy
  return (
    <>
      {refusal !== null && !off && <RefusalText refusal={refusal} />}
      <div className="or">
        <span>{t('or')}</span>
      </div>
      {company !== null && (
        <button type="button" className="btn" disabled={off} onClick={() => void run(away)}>
          {t('company', { name: company })}
        </button>
      )}
      <button
        type="button"
        className="btn"
        disabled={off}
        onPointerOver={() => void passkeys()}
        onClick={() => void run(passkey)}
      >
        <Icon name="lock" />
        {t(known ? 'passkeyHere' : 'passkey')}
      </button>
      <a className="btn" href="/link">
        <Icon name="qr" />
        {t('useCode')}
      </a>
    </>
  )
}

/** Whether a passkey was used in this browser before. Looking must not make a database where there is none. */
async function deviceHasPasskey(): Promise<boolean> {
  try {
    const there = await indexedDB.databases()
    if (!there.some(({ name }) => name === 'signoff-device')) return false
    return await (await deviceClaim()).hasPasskeyHint()
  } catch {
    return false
  }
}
