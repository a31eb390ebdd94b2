import { useTranslations } from 'next-intl'

/** The places of a member as lamps: lit is used, a ring is free. A place is free when access ends. */
export function Places({ used, limit }: { used: number; limit: number }) {
  const t = useTranslations('devices')
  const lamps = Array.from({ length: Math.min(Math.max(limit, used), 12) }, (_, i) => i < used)
  return (
    <span className="places">
      <span className="lamps" aria-hidden="true">
        {lamps.map((lit, i) => (
          <b key={i} className={lit ? undefined : 'free'} />
        ))}
      </span>
      <span className="num">{t('places', { n: used, max: limit })}</span>
    </span>
  )
}
