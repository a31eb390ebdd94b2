import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { ENOUGH_SAMPLES, NOTHING_MEASURED, type Measured } from '#domain/measured.ts'
import { GuideTag, MeasuredTag } from '#app/_components/tag.tsx'
import type { Ours } from './use-measured.ts'

/** One column: its head, the guide's cell (null: the guide has none), and how a figure of ours is said. */
export type FigureColumn = {
  readonly head: string
  readonly guide: string | null
  /** Null where nothing is measured: `word` stands there instead. */
  readonly ours: { readonly key: string; readonly say: (value: number) => string } | null
  readonly word?: string
}

/** One row of the guide beside what was measured here: the median, of how many, and the middle half. Blank until five samples. */
export function FiguresTable({ columns, ours }: { columns: readonly FigureColumn[]; ours: Ours }) {
  const t = useTranslations('so')
  return (
    <>
      <table className="figs">
        <thead>
          <tr>
            <td />
            {columns.map(({ head }) => (
              <th key={head} scope="col" className="h">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">
              <GuideTag />
            </th>
            {columns.map(({ head, guide }) => (
              <td key={head} className={guide === null ? 'v none' : 'v'}>
                {guide ?? t('noFigureCell')}
              </td>
            ))}
          </tr>
          <tr aria-busy={ours.state === 'loading'}>
            <th scope="row">
              <MeasuredTag />
            </th>
            <OurCells columns={columns} ours={ours} />
          </tr>
        </tbody>
      </table>
      {columns.every(({ guide }) => guide === null) && <p className="sub">{t('noFigure')}</p>}
    </>
  )
}

function OurCells({ columns, ours }: { columns: readonly FigureColumn[]; ours: Ours }): ReactNode {
  const t = useTranslations()
  if (ours.state === 'failed')
    return (
      <td className="v none" colSpan={columns.length}>
        {t('so.measuredFailed')}{' '}
        <button type="button" className="btn text small" onClick={ours.retry}>
          {t('app.retry')}
        </button>
      </td>
    )
  return columns.map((column) =>
    ours.state === 'loading' ? (
      <td key={column.head} className="v none">
        <span aria-hidden="true">…</span>
        <span className="vh">{t('app.loading')}</span>
      </td>
    ) : (
      <OurCell key={column.head} column={column} figures={ours.figures} />
    ),
  )
}

function OurCell({ column, figures }: { column: FigureColumn; figures: Readonly<Record<string, Measured>> }) {
  const t = useTranslations('so')
  if (column.ours === null) return <td className="v none">{column.word}</td>
  const { n, median, low, high } = figures[column.ours.key] ?? NOTHING_MEASURED
  if (median === null || low === null || high === null)
    return (
      <td className="v none">
        <span aria-hidden="true">–</span>
        <small>{t('samples', { n, enough: ENOUGH_SAMPLES })}</small>
      </td>
    )
  return (
    <td className="v">
      {column.ours.say(rounded(median))}
      <small>{t('spread', { n, low: String(rounded(low)), high: String(rounded(high)) })}</small>
    </td>
  )
}

/** One decimal below ten. */
function rounded(value: number): number {
  return Math.abs(value) < 10 ? Math.round(value * 10) / 10 : Math.round(value)
}
