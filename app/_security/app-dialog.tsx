'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { DeedDialog } from '#app/_admin/deed-dialog.tsx'
import { useDeed } from '#app/_admin/use-deed.ts'
import { CopyLine } from '#app/_link/copy-line.tsx'
import { QrCode } from '#app/_link/qr-code.tsx'
import { Codes } from './codes.tsx'

type Begun = { readonly secret: string; readonly uri: string }

/** Two steps: the key into the app, then a first code out of it. The recovery codes come last, shown this once. */
export function AppDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations('security')
  const begin = useDeed<Begun>(() => ['POST', '/api/v1/authenticator', {}])
  if (begin.result !== null) return <Confirm begun={begin.result} onClose={onClose} />
  return (
    <DeedDialog title={t('appTitle')} button={t('goOn')} deed={begin} onClose={onClose}>
      <p>{t('appBody')}</p>
    </DeedDialog>
  )
}

function Confirm({ begun: { secret, uri }, onClose }: { begun: Begun; onClose: () => void }) {
  const t = useTranslations('security')
  const [code, setCode] = useState('')
  const deed = useDeed<{ recoveryCodes: string[] }>(() => ['POST', '/api/v1/authenticator/confirm', { code }])
  return (
    <DeedDialog
      title={deed.result === null ? t('appTitle') : t('codesTitle')}
      button={t('appConfirm')}
      deed={deed}
      onClose={onClose}
      after={deed.result && <Codes codes={deed.result.recoveryCodes} />}
    >
      <p>{t('appScan')}</p>
      <div className="mx-auto max-w-56">
        <QrCode text={uri} label={t('appQr')} />
      </div>
      <CopyLine text={secret.match(/.{1,4}/g)?.join(' ') ?? secret} />
      <div className="field">
        <label htmlFor="app-code">{t('appCode')}</label>
        <input
          className="input num"
          id="app-code"
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={8}
          required
          value={code}
          onChange={(event) => setCode(event.target.value)}
        />
      </div>
    </DeedDialog>
  )
}
