import { useTranslations } from 'next-intl'
import { useId } from 'react'

/** A reason that goes into the audit: at least ten characters (protocol.md, part 8). */
export function ReasonField({ value, onChange }: { value: string; onChange: (reason: string) => void }) {
  const t = useTranslations('admin')
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id}>
        {t('reason')} <span className="dim">{t('reasonKept')}</span>
      </label>
      <textarea
        id={id}
        className="input"
        rows={2}
        required
        minLength={10}
        maxLength={500}
        value={value}
        placeholder={t('reasonHint')}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  )
}
