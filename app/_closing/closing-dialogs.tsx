'use client'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { announce } from '#app/_components/announcer.tsx'
import { DeedDialog } from '#app/_admin/deed-dialog.tsx'
import { ReasonField } from '#app/_admin/reason-field.tsx'
import { useDeed } from '#app/_admin/use-deed.ts'
import { NameField } from './begin-panel.tsx'

type OneProps = { readonly runId: string; readonly onClose: () => void }
type NamedProps = OneProps & { readonly company: string }

/** Submits for review: the name is typed again, and the server looks at the conditions again. */
export function SubmitDialog({ runId, company, onClose }: NamedProps) {
  const t = useTranslations('closing')
  const [companyName, setName] = useState('')
  const deed = useDeed<unknown>(() => ['POST', `/api/v1/admin/runs/${runId}/steps/submit`, { companyName }], onClose)
  return (
    <DeedDialog title={t('submitTitle', { company })} button={t('submit')} deed={deed} onClose={onClose}>
      <p>{t('submitBody')}</p>
      <NameField company={company} value={companyName} onChange={setName} />
    </DeedDialog>
  )
}

/** Brings everything back exactly, at any moment of the review (guide statement 8.6). */
export function RestoreDialog({ runId, onClose }: OneProps) {
  const t = useTranslations('closing')
  const deed = useDeed<unknown>(
    () => ['POST', `/api/v1/admin/runs/${runId}/restore`],
    () => {
      announce(t('restoredSay'))
      onClose()
    },
  )
  return (
    <DeedDialog title={t('restoreTitle')} button={t('restore')} deed={deed} onClose={onClose}>
      <p>{t('restoreBody')}</p>
    </DeedDialog>
  )
}

/** The decision. One of two at once wins; the other is told. */
export function DecideDialog({ runId, company, approve, onClose }: NamedProps & { readonly approve: boolean }) {
  const t = useTranslations('closing')
  const router = useRouter()
  const [reason, setReason] = useState('')
  const deed = useDeed<unknown>(
    () => ['POST', `/api/v1/admin/runs/${runId}/decide`, { approve, reason }],
    () => {
      onClose()
      if (approve) router.refresh()
    },
  )
  return (
    <DeedDialog
      title={t(approve ? 'approveTitle' : 'declineTitle', { company })}
      button={t(approve ? 'approveButton' : 'declineButton')}
      loss={approve}
      deed={deed}
      onClose={onClose}
    >
      <p>{t(approve ? 'approveBody' : 'declineBody')}</p>
      <ReasonField value={reason} onChange={setReason} />
    </DeedDialog>
  )
}
