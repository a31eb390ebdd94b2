import { useTranslations } from 'next-intl'

const SHOWN = 100

type RowErrorsProps = {
  readonly errors: readonly { readonly row: number; readonly column: string; readonly detail: string }[]
  /** What a row is called, such as its title. */
  readonly nameOf?: (row: number) => string | undefined
}

/** Each mistake of a file with its row and column; a long list says how long it is. */
export function RowErrors({ errors, nameOf }: RowErrorsProps) {
  const t = useTranslations('import')
  if (errors.length === 0) return null
  return (
    <ul className="outcomes">
      {errors.slice(0, SHOWN).map(({ row, column, detail }) => {
        const name = nameOf?.(row)
        return (
          <li key={`${row} ${column} ${detail}`}>
            <span className="min-w-0">
              {t('rowColumn', { row, column })}
              {name !== undefined && name !== '' && <span className="clip dim block">{name}</span>}
            </span>
            <span className="st bad">{detail}</span>
          </li>
        )
      })}
      {errors.length > SHOWN && <li className="dim">{t('moreErrors', { n: errors.length - SHOWN })}</li>}
    </ul>
  )
}
