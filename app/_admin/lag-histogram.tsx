import { useLocale, useTranslations } from 'next-intl'
import type { LiveView } from '#protocol/admin.ts'
import { duration } from '#app/_components/times.ts'
import type { Band } from '#app/_components/lag-band.tsx'
import { lagClock } from './lag-clock.ts'

type Buckets = LiveView['lag']['histogram']
type LagStripProps = { readonly lag: LiveView['lag']; readonly band: Band }

/** The lag of the last day: median, 95th percentile, how many within the band, and how they are spread. */
export function LagStrip({ lag, band }: LagStripProps) {
  const t = useTranslations('adminLive')
  const all = lag.histogram.reduce((n, { count }) => n + count, 0)
  const within = lag.histogram.reduce(
    (n, { uptoMs, count }) => n + (uptoMs !== null && uptoMs <= band[1] ? count : 0),
    0,
  )
  const figure = (ms: number | null) => (ms === null ? '–' : lagClock(ms, t('d'), t('h')))
  const figures = [
    [t('p50'), figure(lag.p50Ms)],
    [t('p95'), figure(lag.p95Ms)],
    [t('within', { n: Math.round(band[1] / 60_000) }), all === 0 ? '–' : `${Math.floor((within / all) * 100)}%`],
  ]
  return (
    <div className="lagstrip">
      {figures.map(([name, value]) => (
        <div key={name}>
          <div className="k">{name}</div>
          <div className="v">{value}</div>
        </div>
      ))}
      <div className="hist-box">
        <Bars buckets={lag.histogram} band={band} />
        <HistogramTable buckets={lag.histogram} />
      </div>
    </div>
  )
}

/** Grey bars, green before the band and red after it, the band behind. Each bucket is as wide as any other: the axis says where they end. */
function Bars({ buckets, band }: { buckets: Buckets; band: Band }) {
  const t = useTranslations('adminLive')
  const most = Math.max(1, ...buckets.map(({ count }) => count))
  const [low, high] = [placeOf(band[0], buckets), placeOf(band[1], buckets)]
  const percent = (place: number) => `${((place / buckets.length) * 100).toFixed(2)}%`
  return (
    <div aria-hidden="true">
      <svg className="hist" viewBox={`0 0 ${buckets.length * 30} 48`} preserveAspectRatio="none">
        <rect x={low * 30} y="0" width={(high - low) * 30} height="48" fill="var(--sunken)" />
        <path
          d={`M0 47.5h${buckets.length * 30}M${low * 30} 0v48M${high * 30} 0v48`}
          stroke="var(--line-strong)"
          vectorEffect="non-scaling-stroke"
        />
        {buckets.map(({ uptoMs, count }, i) => {
          const height = count === 0 ? 0 : Math.max(2, (count / most) * 44)
          return <rect key={i} x={i * 30 + 3} y={48 - height} width="24" height={height} fill={toneOf(uptoMs, band)} />
        })}
      </svg>
      <div className="hist-x">
        <span style={{ left: 0 }}>0</span>
        <span className="c" style={{ left: percent(low) }}>
          {Math.round(band[0] / 60_000)}
        </span>
        <span className="c" style={{ left: percent((low + high) / 2) }}>
          {t('usual')}
        </span>
        <span className="c" style={{ left: percent(high) }}>
          {t('min', { n: Math.round(band[1] / 60_000) })}
        </span>
      </div>
    </div>
  )
}

function HistogramTable({ buckets }: { buckets: Buckets }) {
  const t = useTranslations('adminLive')
  const locale = useLocale()
  return (
    <div className="vh">
      <table>
        <caption>{t('histogram')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('lag')}</th>
            <th scope="col">{t('signOuts')}</th>
          </tr>
        </thead>
        <tbody>
          {buckets.map(({ uptoMs, count }, i) => (
            <tr key={i}>
              <th scope="row">
                {uptoMs === null
                  ? t('over', { lag: duration(buckets.at(-2)?.uptoMs ?? 0, locale) })
                  : t('upto', { lag: duration(uptoMs, locale) })}
              </th>
              <td>{count}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** Where a lag stands on an axis of equally wide buckets, in buckets. */
function placeOf(ms: number, buckets: Buckets): number {
  const at = buckets.findIndex(({ uptoMs }) => uptoMs === null || ms <= uptoMs)
  const from = buckets[at - 1]?.uptoMs ?? 0
  const to = buckets[at]?.uptoMs ?? null
  return to === null ? at + 0.5 : at + (ms - from) / (to - from)
}

function toneOf(uptoMs: number | null, [low, high]: Band): string {
  if (uptoMs === null || uptoMs > high) return 'var(--bad-mark)'
  return uptoMs <= low ? 'var(--done-mark)' : 'var(--closed-mark)'
}
