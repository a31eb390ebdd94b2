'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { DeviceView } from '#protocol/device.ts'
import { announce } from '#app/_components/announcer.tsx'
import { Dialog } from '#app/_components/dialog.tsx'
import { call } from '#app/_live/call.ts'
import { useProblemText } from '#app/_live/problem-text.ts'

type ForgetDialogProps = { readonly device: DeviceView; readonly onClose: () => void; readonly onForgotten: () => void }

/** Takes a device that is signed out off the list. Its receipts stay. */
export function ForgetDialog({ device, onClose, onForgotten }: ForgetDialogProps) {
  const t = useTranslations()
  const text = useProblemText()
  const [error, setError] = useState<string | null>(null)
  const forget = async () => {
    const answer = await call<unknown>('POST', `/api/v1/devices/${device.id}/forget`)
    if (!answer.ok) return setError(text(answer.problem))
    announce(t('devices.forgotten', { name: device.name }))
    onForgotten()
  }
  return (
    <Dialog
      title={t('devices.forgetTitle', { device: device.name })}
      focus="cancel"
      onClose={onClose}
      footer={
        <>
          <button type="button" className="btn" onClick={onClose}>
            {t('app.cancel')}
          </button>
          <button type="button" className="btn main-act" onClick={() => void forget()}>
            {t('devices.forgetButton', { device: device.name })}
          </button>
        </>
      }
    >
      <p>{t('devices.forgetBody')}</p>
      {error !== null && (
        <p className="error" role="alert">
          {error}
        </p>
      )}
    </Dialog>
  )
}
