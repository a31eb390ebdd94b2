'use client'
import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState, type FormEvent } from 'react'

const REASONS = ['wrongDevice', 'keepFirst', 'notMe'] as const
type Reason = (typeof REASONS)[number]

type DeclineWhyProps = {
  readonly busy: boolean
  readonly onCancel: () => void
  readonly onDecline: (reason: string) => void
}

/** Why the original device does not agree. Access stays ended whatever is chosen. */
export function DeclineWhy({ busy, onCancel, onDecline }: DeclineWhyProps) {
  const t = useTranslations('appr')
  const app = useTranslations('app')
  const [reason, setReason] = useState<Reason | null>(null)
  const legend = useRef<HTMLLegendElement>(null)
  useEffect(() => legend.current?.focus(), [])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (reason !== null) onDecline(t(reason))
  }
  return (
    <form onSubmit={submit}>
      <fieldset className="stack px-5 pb-4">
        <legend ref={legend} tabIndex={-1} className="mb-3 font-semibold outline-none">
          {t('declineWhy')}
        </legend>
        {REASONS.map((name) => (
          <label key={name} className="pick">
            <input type="radio" name="why" required checked={reason === name} onChange={() => setReason(name)} />
            <b>{t(name)}</b>
            <span className="sub">{t(`${name}Hint`)}</span>
          </label>
        ))}
        <p className="sub">{t('declineStays')}</p>
      </fieldset>
      <footer>
        <button type="button" className="btn" onClick={onCancel}>
          {app('cancel')}
        </button>
        <button type="submit" className="btn main-act" disabled={busy}>
          {t('declineButton')}
        </button>
      </footer>
    </form>
  )
}
