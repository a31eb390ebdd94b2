import { useTranslations } from 'next-intl'
import type { GuideCell, GuideColumn, GuideRow, GuideTable } from '#domain/guide.ts'
import { NOTHING_MEASURED, type Measured } from '#domain/measured.ts'

/** A figure of ours in the unit of the guide's column, one decimal below ten. */
function rounded(value: number): number {
  return Math.abs(value) < 10 ? Math.round(value * 10) / 10 : Math.round(value)
}

/** What our figures of a table are called: the column of the guide that each stands beside. */
export type MeasuredTable = Readonly<Partial<Record<string, Measured>>>

/** The words of a table's cells, the guide's and ours. */
export function useGuideWords(table: GuideTable) {
  const t = useTranslations('guide.val')
  const count = useTranslations('guide')
  const number = (column: GuideColumn, n: number) => {
    if (column === 'durationS' || column === 'reloginS') return t('s', { n })
    if (column === 'freedMB' || column === 'sizeMB') return t('mb', { n })
    return column === 'files' ? t('files', { n }) : t('pct', { n })
  }
  const guide = (column: GuideColumn, cell: GuideCell): string => {
    if (typeof cell === 'object') return t('slower', { n: cell.delayPct })
    if (typeof cell === 'number') return number(column, cell)
    return isWord(cell) ? t(cell) : cell
  }
  const value = (column: GuideColumn, median: number): string => {
    const n = rounded(median)
    if (column === 'integrity') return n >= 100 ? t('complete') : n <= 0 ? t('damaged') : t('completeOf', { n })
    if (column !== 'nextStart') return number(column, n)
    if (n === 0) return t('normal')
    return n > 0 ? t('slower', { n }) : t('faster', { n: -n })
  }
  const ours = (measured: MeasuredTable, row: GuideRow, column: GuideColumn) => {
    if (column === 'scope') return { text: t('classes'), more: null }
    const found = measured[`${table}.${row}.${column}`] ?? NOTHING_MEASURED
    const { n, median, low, high } = found
    if (median === null || low === null || high === null) return { text: null, more: count('samples', { n }) }
    return {
      text: value(column, median),
      more: count('spread', { n, low: String(rounded(low)), high: String(rounded(high)) }),
    }
  }
  return { guide, ours }
}

const WORDS = ['normal', 'complete', 'maybeDamaged', 'basicConfig', 'pluginData', 'logFiles'] as const
function isWord(cell: string): cell is (typeof WORDS)[number] {
  return WORDS.some((word) => word === cell)
}
