import { useTranslations } from 'next-intl'
import type { InsightsView } from '#protocol/insights.ts'
import { calendarDay } from '#app/_components/times.ts'
import { useTimeStyle } from '#app/_components/use-time-style.ts'
import { minuteTicks } from './minute-ticks.ts'

type Days = InsightsView['overTime']
const [WIDTH, HEIGHT] = [720, 180]

/** Median and 95th percentile by day, the usual band behind. Its table stands below it, so a screen reader reads that. */
export function LagChart({ days, band }: { days: Days; band: readonly number[] }) {
  const t = useTranslations('insights')
  const style = useTimeStyle()
  const [low = 0, high = 0] = band
  const top = Math.max(high * 1.25, ...days.map(({ p95Ms }) => p95Ms ?? 0))
  const y = (ms: number) => HEIGHT - (ms / top) * (HEIGHT - 12) - 2
  const x = (i: number) => (days.length === 1 ? WIDTH / 2 : (i / (days.length - 1)) * (WIDTH - 24) + 12)
  const points = (of: 'p50Ms' | 'p95Ms') => days.map((day, i) => [x(i), y(day[of] ?? 0)] as const)
  const line = (of: 'p50Ms' | 'p95Ms') =>
    points(of).map(([px, py], i) => `${i === 0 ? 'M' : 'L'}${px.toFixed(1)} ${py.toFixed(1)}`)
  const ticks = minuteTicks(top).map((minutes) => ({ minutes, at: y(minutes * 60_000) }))
  const last = days.at(-1)
  const [a, b] = [Math.round(low / 60_000), Math.round(high / 60_000)]
  return (
    <div className="lagchart">
      <div className="lagchart-y" aria-hidden="true">
        {ticks.map(({ minutes, at }) => (
          <span key={minutes} style={{ top: `${((at / HEIGHT) * 100).toFixed(2)}%` }}>
            {t('axisMinutes', { n: minutes })}
          </span>
        ))}
      </div>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={t('chart')} preserveAspectRatio="none">
        <rect x="0" y={y(high)} width={WIDTH} height={y(low) - y(high)} fill="var(--sunken)" />
        <path d={ticks.map(({ at }) => `M0 ${at.toFixed(1)}H${WIDTH}`).join('')} stroke="var(--line)" />
        <path d={`M0 ${HEIGHT - 1}H${WIDTH}`} stroke="var(--line-strong)" />
        <path
          d={line('p95Ms').join('')}
          fill="none"
          stroke="var(--closed-mark)"
          strokeWidth="1.5"
          strokeDasharray="5 4"
        />
        <path d={line('p50Ms').join('')} fill="none" stroke="var(--ink)" strokeWidth="2" />
        {points('p50Ms').map(([px, py]) => (
          <circle key={px} cx={px} cy={py} r="2.6" fill="var(--ink)" />
        ))}
      </svg>
      <div className="lagchart-x" aria-hidden="true">
        <span>{days[0] && calendarDay(days[0].day, style)}</span>
        <span className="sub">
          <i className="l50" /> {t('legend50')} <i className="l95" /> {t('legend95')} <i className="lband" />{' '}
          {t('legendBand', { a, b })}
        </span>
        <span>{last && last !== days[0] && calendarDay(last.day, style)}</span>
      </div>
    </div>
  )
}
