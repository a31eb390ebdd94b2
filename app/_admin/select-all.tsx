import { useTranslations } from 'next-intl'
import type { Selection } from './use-selection.ts'

type SelectAllProps = {
  /** All rows that are there and can be selected. */
  readonly ids: readonly string[]
  readonly selection: Pick<Selection, 'chosen' | 'set'>
}

/** The head of the first column: ticks every row that is shown, or none. */
export function SelectAll({ ids, selection: { chosen, set } }: SelectAllProps) {
  const t = useTranslations('admin')
  const all = ids.length > 0 && ids.every((id) => chosen.has(id))
  return (
    <label className="tick">
      <input
        type="checkbox"
        checked={all}
        disabled={ids.length === 0}
        onChange={() => set(all ? [] : ids)}
        aria-label={t('selectAll')}
      />
    </label>
  )
}
