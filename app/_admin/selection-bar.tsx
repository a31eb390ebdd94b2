import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Icon } from '#app/_components/icon.tsx'

type SelectionBarProps = { readonly n: number; readonly onClear: () => void; readonly children: ReactNode }

/** Floats at the bottom while something is selected: how many, and what can be done with them. */
export function SelectionBar({ n, onClear, children }: SelectionBarProps) {
  const t = useTranslations('admin')
  if (n === 0) return null
  return (
    <div className="selbar" role="toolbar" aria-label={t('selected', { n })}>
      <b className="num">{t('selected', { n })}</b>
      {children}
      <button type="button" className="btn quiet" onClick={onClear}>
        <span className="hide-s">{t('clearSelection')}</span>
        <span className="only-s">
          <Icon name="x" />
          <span className="vh">{t('clearSelection')}</span>
        </span>
      </button>
    </div>
  )
}
