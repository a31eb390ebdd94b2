import { useTranslations } from 'next-intl'
import { GUIDE_TABLES, guideCell, type GuideColumn, type GuideRow, type GuideTable } from '#domain/guide.ts'
import { GuideTag, MeasuredTag } from '#app/_components/tag.tsx'
import { useGuideWords, type MeasuredTable } from './guide-words.ts'

const FIRST = { mobile: 'mode', windows: 'how', mac: 'level' } as const

/** One of the guide's comparison tables, with what was measured here under each of its rows (guide statements 1.13, 2.9, 3.6). */
export function GuideFigures({ table, measured }: { table: GuideTable; measured: MeasuredTable }) {
  const t = useTranslations('guide')
  const { rows, columns } = GUIDE_TABLES[table]
  return (
    <div className="group figtable-box">
      <table className="figtable">
        <caption>{t(`caption.${table}`)}</caption>
        <thead>
          <tr>
            <th scope="col">{t(`col.${FIRST[table]}`)}</th>
            {columns.map((column) => (
              <th key={column} scope="col">
                {t(`col.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        {rows.map((row) => (
          <Mode key={row} table={table} row={row} columns={columns} measured={measured} />
        ))}
      </table>
    </div>
  )
}

type ModeProps = {
  readonly table: GuideTable
  readonly row: GuideRow
  readonly columns: readonly GuideColumn[]
  readonly measured: MeasuredTable
}

function Mode({ table, row, columns, measured }: ModeProps) {
  const t = useTranslations('guide')
  const words = useGuideWords(table)
  return (
    <tbody>
      <tr className="mode">
        <th scope="rowgroup" colSpan={4}>
          {t(`row.${row}`)}
        </th>
      </tr>
      <tr>
        <th scope="row">
          <GuideTag />
        </th>
        {columns.map((column) => (
          <td key={column}>{words.guide(column, guideCell(table, row, column))}</td>
        ))}
      </tr>
      <tr>
        <th scope="row">
          <MeasuredTag />
        </th>
        {columns.map((column) => {
          const { text, more } = words.ours(measured, row, column)
          return (
            <td key={column} className={text === null || more === null ? 'none' : undefined}>
              {text ?? <span aria-hidden="true">–</span>}
              {more !== null && <small>{more}</small>}
            </td>
          )
        })}
      </tr>
    </tbody>
  )
}
