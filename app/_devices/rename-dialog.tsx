'use client'
import { useTranslations } from 'next-intl'
import { useId, useRef, useState, type FormEvent } from 'react'
import type { DeviceView } from '#protocol/device.ts'
import { Dialog } from '#app/_components/dialog.tsx'
import { call } from '#app/_live/call.ts'
import { useProblemText } from '#app/_live/problem-text.ts'

type RenameDialogProps = {
  readonly device: DeviceView
  readonly onClose: () => void
  readonly onRenamed: (name: string) => void
}

export function RenameDialog({ device, onClose, onRenamed }: RenameDialogProps) {
  const t = useTranslations()
  const text = useProblemText()
  const id = useId()
  const field = useRef<HTMLInputElement>(null)
  const [error, setError] = useState<string | null>(null)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const name = field.current?.value ?? ''
    const answer = await call<DeviceView>('PATCH', `/api/v1/devices/${device.id}`, { name })
    if (answer.ok) onRenamed(answer.body.name)
    else setError(text(answer.problem))
  }
  return (
    <Dialog
      title={t('devices.renameTitle', { device: device.name })}
      onClose={onClose}
      footer={
        <>
          <button type="button" className="btn" onClick={onClose}>
            {t('app.cancel')}
          </button>
          <button type="submit" form={id} className="btn main-act">
            {t('term.rename')}
          </button>
        </>
      }
    >
      <form id={id} className="field" onSubmit={(event) => void submit(event)}>
        <label htmlFor={`${id}-name`}>{t('devices.nameLabel')}</label>
        <input
          ref={field}
          id={`${id}-name`}
          className="input"
          defaultValue={device.name}
          maxLength={64}
          required
          autoComplete="off"
          aria-invalid={error !== null}
          aria-describedby={error === null ? undefined : `${id}-error`}
        />
        {error !== null && (
          <p id={`${id}-error`} className="error" role="alert">
            {error}
          </p>
        )}
      </form>
    </Dialog>
  )
}
