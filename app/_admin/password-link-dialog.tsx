'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { PasswordLinkView } from '#protocol/admin.ts'
import { dateTime } from '#app/_components/times.ts'
import { useTimeStyle } from '#app/_components/use-time-style.ts'
import { DeedDialog } from './deed-dialog.tsx'
import { ReasonField } from './reason-field.tsx'
import { SecretLine } from './secret-line.tsx'
import { useDeed } from './use-deed.ts'

type PasswordLinkDialogProps = {
  readonly id: string
  readonly name: string
  readonly email: string
  /** Whether letters are sent; else the link is shown once, to be handed over. */
  readonly mail: boolean
  readonly onClose: () => void
}

/** Gives a member a link to set a new password. Nothing has changed until it is used. */
export function PasswordLinkDialog({ id, name, email, mail, onClose }: PasswordLinkDialogProps) {
  const t = useTranslations('adminMember')
  const [reason, setReason] = useState('')
  const deed = useDeed<PasswordLinkView>(() => ['POST', `/api/v1/admin/members/${id}/password-link`, { reason }])
  return (
    <DeedDialog
      title={t(deed.result === null ? 'linkTitle' : mail ? 'linkSentTitle' : 'linkMadeTitle', { name })}
      button={t(mail ? 'linkSend' : 'linkMake')}
      deed={deed}
      onClose={onClose}
      after={deed.result && <Given name={name} email={email} {...deed.result} />}
    >
      <p>{mail ? t('linkBodyMail', { email }) : t('linkBodyShown')}</p>
      <p className="sub">{t('linkNote', { name })}</p>
      <ReasonField value={reason} onChange={setReason} />
    </DeedDialog>
  )
}

type GivenProps = PasswordLinkView & Pick<PasswordLinkDialogProps, 'name' | 'email'>

function Given({ name, email, url, expiresAt }: GivenProps) {
  const t = useTranslations('adminMember')
  const time = dateTime(expiresAt, useTimeStyle())
  return (
    <div className="stack" role="status">
      <p>{url === null ? t('linkSent', { email, time }) : t('linkShown', { name, time })}</p>
      {url !== null && <SecretLine text={url} />}
    </div>
  )
}
