import { useTranslations } from 'next-intl'
import { OBLIGATION_KINDS } from '#domain/obligation/obligation.ts'
import type { ObligationsImported } from '#protocol/obligation.ts'
import { StateLabel } from '#app/_components/state-label.tsx'
import type { FileRow } from './read-rows.ts'
import { RowErrors } from './row-errors.tsx'

const SHOWN = 5

type DutiesPreviewProps = { readonly rows: readonly FileRow[]; readonly checked: ObligationsImported }

/** What a file would bring, before anything is written: how many of what, its first rows, and each mistake where it stands. */
export function DutiesPreview({ rows, checked }: DutiesPreviewProps) {
  const t = useTranslations()
  const right = checked.errors.length === 0 && checked.valid > 0
  const kinds = OBLIGATION_KINDS.flatMap((kind) => {
    const n = rows.filter((row) => row['kind']?.trim() === kind).length
    return n === 0 ? [] : [t(`duty.count.${kind}`, { n })]
  })
  return (
    <div className="stack">
      <p className="num" role="status">
        <StateLabel tone={right ? 'done' : 'bad'} icon={right ? 'done' : 'bad'}>
          {t('import.checked', { valid: checked.valid, rows: checked.rows })}
        </StateLabel>
      </p>
      {kinds.length > 0 && <p className="sub num">{kinds.join(' · ')}</p>}
      {checked.errors.length > 0 && <p className="sub">{t('import.allOrNone')}</p>}
      <RowErrors errors={checked.errors} nameOf={(row) => rows[row - 1]?.['title']} />
      {right && <FirstRows rows={rows} />}
    </div>
  )
}

function FirstRows({ rows }: Pick<DutiesPreviewProps, 'rows'>) {
  const t = useTranslations()
  return (
    <section aria-labelledby="first-rows">
      <h3 id="first-rows" className="sub">
        {t('import.firstRows')}
      </h3>
      <ul className="outcomes">
        {rows.slice(0, SHOWN).map((row, i) => {
          const kind = OBLIGATION_KINDS.find((one) => one === row['kind']?.trim())
          return (
            // The rows of a file have no names: their place is their key.
            <li key={i}>
              <span className="min-w-0">
                {row['title']}
                <span className="clip dim block">{row['owner']}</span>
              </span>
              {kind !== undefined && <span className="dim">{t(`duty.kind.${kind}`)}</span>}
            </li>
          )
        })}
      </ul>
    </section>
  )
}
