'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { PasskeyView } from '#protocol/credentials.ts'
import { DeedDialog } from '#app/_admin/deed-dialog.tsx'
import { useDeed } from '#app/_admin/use-deed.ts'
import { Codes } from './codes.tsx'

type PasskeyProps = { readonly passkey: PasskeyView; readonly onClose: () => void }

export function RemovePasskey({ passkey: { id, name }, onClose }: PasskeyProps) {
  const t = useTranslations('security')
  const deed = useDeed(() => ['POST', `/api/v1/passkeys/${id}/remove`, {}], onClose)
  return (
    <DeedDialog
      title={t('passkeyRemoveTitle', { name })}
      button={t('passkeyRemove')}
      loss
      deed={deed}
      onClose={onClose}
    >
      <p>{t('passkeyRemoveBody')}</p>
    </DeedDialog>
  )
}

export function RenamePasskey({ passkey: { id, name: before }, onClose }: PasskeyProps) {
  const t = useTranslations('security')
  const [name, setName] = useState(before)
  const deed = useDeed(() => ['PATCH', `/api/v1/passkeys/${id}`, { name }], onClose)
  return (
    <DeedDialog title={t('passkeyRenameTitle', { name: before })} button={t('rename')} deed={deed} onClose={onClose}>
      <div className="field">
        <label htmlFor="passkey-name">{t('passkeyName')}</label>
        <input
          className="input"
          id="passkey-name"
          value={name}
          maxLength={64}
          required
          onChange={(event) => setName(event.target.value)}
        />
      </div>
    </DeedDialog>
  )
}

export function RemoveApp({ onClose }: { onClose: () => void }) {
  const t = useTranslations('security')
  const deed = useDeed(() => ['POST', '/api/v1/authenticator/remove', {}], onClose)
  return (
    <DeedDialog title={t('appRemoveTitle')} button={t('appRemove')} loss deed={deed} onClose={onClose}>
      <p>{t('appRemoveBody')}</p>
    </DeedDialog>
  )
}

export function RenewCodes({ onClose }: { onClose: () => void }) {
  const t = useTranslations('security')
  const deed = useDeed<{ recoveryCodes: string[] }>(() => ['POST', '/api/v1/recovery-codes', {}])
  return (
    <DeedDialog
      title={deed.result === null ? t('codesRenewTitle') : t('codesTitle')}
      button={t('codesRenew')}
      deed={deed}
      onClose={onClose}
      after={deed.result && <Codes codes={deed.result.recoveryCodes} />}
    >
      <p>{t('codesRenewBody')}</p>
    </DeedDialog>
  )
}
