import { useTranslations } from 'next-intl'

/** Still, grey bones in the place of the rows to come: nothing shifts when they are replaced. */
export function Bones({ rows = 3 }: { rows?: number }) {
  const t = useTranslations('app')
  return (
    <div className="group" aria-busy="true" aria-label={t('loading')} role="status">
      {Array.from({ length: rows }, (_, i) => (
        <div className="row" key={i}>
          <i className="bone pic" />
          <div className="what">
            <i className="bone w-36" />
            <i className="bone w-60 max-w-full" />
          </div>
        </div>
      ))}
    </div>
  )
}
