import { useTranslations } from 'next-intl'
import { Icon } from '#app/_components/icon.tsx'

/** Rows that wait to be moved until the person wants it. */
export function UpdatesPill({ n, onApply }: { n: number; onApply: () => void }) {
  const t = useTranslations('conn')
  if (n === 0) return null
  return (
    <div className="pill-slot">
      <button type="button" className="btn small pill" onClick={onApply}>
        <Icon name="up" />
        {t('updates', { n })}
      </button>
    </div>
  )
}
