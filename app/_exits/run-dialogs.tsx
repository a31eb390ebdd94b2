'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { StepView } from '#protocol/run.ts'
import { announce } from '#app/_components/announcer.tsx'
import { DeedDialog } from '#app/_admin/deed-dialog.tsx'
import { ReasonField } from '#app/_admin/reason-field.tsx'
import { useDeed } from '#app/_admin/use-deed.ts'

type OneProps = { readonly runId: string; readonly onClose: () => void }

/** Closes a step that cannot be done, with a reason. */
export function WaiveDialog({ runId, step, onClose }: OneProps & { readonly step: StepView }) {
  const t = useTranslations('exits')
  const [reason, setReason] = useState('')
  const deed = useDeed<unknown>(
    () => ['POST', `/api/v1/admin/runs/${runId}/steps/${step.id}/waive`, { reason }],
    onClose,
  )
  return (
    <DeedDialog
      title={t('waiveTitle', { step: t(`step.${step.id}.todo`) })}
      button={t('waiveButton')}
      deed={deed}
      onClose={onClose}
    >
      <p>{step.id === 'clear-devices' ? t('waiveDevices') : t('waiveBody')}</p>
      <ReasonField value={reason} onChange={setReason} />
    </DeedDialog>
  )
}

/** Takes a run back while nothing final has happened. */
export function CancelDialog({ runId, onClose }: OneProps) {
  const t = useTranslations('exits')
  const [reason, setReason] = useState('')
  const deed = useDeed<unknown>(() => ['POST', `/api/v1/admin/runs/${runId}/cancel`, { reason }], onClose)
  return (
    <DeedDialog title={t('cancelTitle')} button={t('cancelButton')} deed={deed} onClose={onClose}>
      <p>{t('cancelBody')}</p>
      <ReasonField value={reason} onChange={setReason} />
    </DeedDialog>
  )
}

/** The supervisor's own word (guide statement C7): not the leaver's, not a taker's. */
export function SignOffDialog({ runId, onClose }: OneProps) {
  const t = useTranslations('exits')
  const deed = useDeed<unknown>(
    () => ['POST', `/api/v1/runs/${runId}/sign-off`],
    () => {
      announce(t('signedOff'))
      onClose()
    },
  )
  return (
    <DeedDialog title={t('signOffTitle')} button={t('signOff')} deed={deed} onClose={onClose}>
      <p>{t('signOffBody')}</p>
    </DeedDialog>
  )
}
