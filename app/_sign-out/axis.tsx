import { useTranslations } from 'next-intl'
import type { Band } from '#app/_components/lag-band.tsx'

/** The head of the lanes: the end of access, and the usual time. Hidden on phones and from screen readers; the words say it all. */
export function Axis({ band: [low, high], span, ended }: { band: Band; span: number; ended: string | null }) {
  const t = useTranslations()
  const at = (ms: number) => ({ left: `${((ms / span) * 100).toFixed(2)}%` })
  return (
    <div className="axis" aria-hidden="true">
      <span>{t('so.axisDevice')}</span>
      <div className="ticks">
        <span style={at(0)}>
          {t('so.axisEnded')}
          <br />
          <span className="num" suppressHydrationWarning>
            {ended ?? ' '}
          </span>
        </span>
        <span style={at(low)}>
          <br />+{low / 60_000}
        </span>
        <span style={at((low + high) / 2)}>{t('lag.usual')}</span>
        <span style={at(high)}>
          <br />+{t('lag.minutes', { n: high / 60_000 })}
        </span>
      </div>
      <span>{t('term.syncLag')}</span>
    </div>
  )
}

export function Legend({ band: [low, high] }: { band: Band }) {
  const t = useTranslations()
  return (
    <div className="legend" aria-hidden="true">
      <span className="k original">
        <i className="d" />
        {t('so.legendOriginal')}
      </span>
      <span className="k wait">
        <i className="l" />
        {t('so.legendWait')}
      </span>
      <span className="k work">
        <i />
        {t('so.legendWork')}
      </span>
      <span className="k bad">
        <i />
        {t('lag.past', { n: high / 60_000 })}
      </span>
      <span className="k">
        <i className="z" />
        {t('so.legendZone', { a: low / 60_000, b: high / 60_000 })}
      </span>
    </div>
  )
}
