import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'

type SelectionBarProps = { readonly n: number; readonly onClear: () => void; readonly children: ReactNode }

/** Floats at the bottom while something is selected: how many, and what can be done with them. */
export function SelectionBar({ n, onClear, children }: SelectionBarProps) {
  const t = useTranslations('admin')
  if (n === 0) return null
  return (
    <div className="selbar" role="toolbar" aria-label={t('selected', { n })}>
      <b className="num">{t('selected', { n })}</b>
      {children}
      <button type="button" className="btn" onClick={onClear}>
        {t('clearSelection')}
      </button>
    </div>
  )
}
