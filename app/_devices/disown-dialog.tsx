'use client'
import { useTranslations } from 'next-intl'
import { useId, useState } from 'react'
import type { DeviceView } from '#protocol/device.ts'
import type { SignOutView } from '#protocol/sign-out.ts'
import { DevicePicture } from '#app/_components/device-picture.tsx'
import { Dialog } from '#app/_components/dialog.tsx'
import { call } from '#app/_live/call.ts'
import { useProblemText } from '#app/_live/problem-text.ts'
import { StepUp } from '#app/_sign-out/step-up.tsx'

type DisownDialogProps = {
  readonly device: DeviceView
  readonly onClose: () => void
  readonly onDone: (signOuts: readonly SignOutView[]) => void
}

/** “Not me”: the second, separate yes before a sign-in that nobody knows is ended (guide statement 1.3). */
export function DisownDialog({ device, onClose, onDone }: DisownDialogProps) {
  const t = useTranslations()
  const text = useProblemText()
  const formId = useId()
  const [busy, setBusy] = useState(false)
  const [asks, setAsks] = useState(false)
  const [error, setError] = useState<string | null>(null)
  const disown = async () => {
    setBusy(true)
    const path = `/api/v1/sessions/${device.session?.id ?? ''}/not-mine`
    const answer = await call<{ signOuts: readonly SignOutView[] }>('POST', path)
    setBusy(false)
    if (answer.ok) return onDone(answer.body.signOuts)
    if (answer.problem.code === 'step_up_required') return setAsks(true)
    setError(text(answer.problem))
  }
  return (
    <Dialog
      title={t('devices.disownTitle', { device: device.name })}
      picture={<DevicePicture device={device} lamp="on" />}
      focus="cancel"
      onClose={onClose}
      footer={
        <>
          <button type="button" className="btn" onClick={onClose}>
            {t('app.cancel')}
          </button>
          {asks ? (
            <button type="submit" form={formId} className="btn main-act">
              {t('so.continue')}
            </button>
          ) : (
            <button type="button" className="btn main-act" disabled={busy} onClick={() => void disown()}>
              {t('devices.disownButton')}
            </button>
          )}
        </>
      }
    >
      <p>{t('devices.disownBody')}</p>
      {asks && <StepUp formId={formId} onDone={disown} />}
      {error !== null && (
        <p className="error" role="alert">
          {error}
        </p>
      )}
    </Dialog>
  )
}
