import { useLocale, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import type { InsightsView } from '#protocol/insights.ts'
import { Icon } from '#app/_components/icon.tsx'
import { Sentences } from '#app/_components/sentences.tsx'
import { calendarDay, dateTime, duration } from '#app/_components/times.ts'
import { useTimeStyle } from '#app/_components/use-time-style.ts'
import { GuideFigures } from '#app/_guide/guide-table.tsx'
import { LagChart } from './lag-chart.tsx'
import { LagTable } from './lag-table.tsx'

/** The figures of this installation, each chart with its table. */
export function InsightsFigures({ insights }: { insights: InsightsView }) {
  const t = useTranslations('insights')
  const style = useTimeStyle()
  const { lag, overTime, byPlatform, band, measured } = insights
  const highMs = band[1] ?? 0
  return (
    <>
      <Strip insights={insights} />
      <p className="sub mt-2">
        <Sentences>
          {t('lagSub')}
          {t('asOf', { time: dateTime(insights.asOf, style) })}
        </Sentences>
      </p>
      {lag.n === 0 ? (
        <p className="mt-6">{t('none')}</p>
      ) : (
        <>
          <Part title={t('overTime')}>
            <LagChart days={overTime} band={band} />
            <details className="fold">
              <summary>
                <Icon name="chev" />
                {t('asTable')}
              </summary>
              <LagTable
                caption={t('overTime')}
                first={t('day')}
                rows={overTime.map((row) => ({ ...row, key: row.day, name: calendarDay(row.day, style) }))}
                highMs={highMs}
              />
            </details>
          </Part>
          <Part title={t('byPlatform')}>
            <LagTable
              caption={t('byPlatform')}
              first={t('platform')}
              rows={byPlatform.map((row) => ({ ...row, key: row.platform, name: t(`platforms.${row.platform}`) }))}
              highMs={highMs}
            />
          </Part>
        </>
      )}
      <Part title={t('tables')}>
        <div className="stack">
          {(['mobile', 'windows', 'mac'] as const).map((table) => (
            <GuideFigures key={table} table={table} measured={measured} />
          ))}
        </div>
      </Part>
      <Part title={t('again')} sub={t('againSub')}>
        <AgainTable rows={insights.signInAgain} />
      </Part>
    </>
  )
}

function Part({ title, sub, children }: { title: string; sub?: string; children: ReactNode }) {
  return (
    <section className="sec">
      <div className="sec-head">
        <h2>{title}</h2>
      </div>
      {sub !== undefined && <p className="sub mb-2">{sub}</p>}
      {children}
    </section>
  )
}

/** Lag and fates at one glance. */
function Strip({ insights }: { insights: InsightsView }) {
  const t = useTranslations('insights')
  const locale = useLocale()
  const { lag, fates, band } = insights
  const span = (ms: number | null) => (ms === null ? '–' : duration(ms, locale))
  const share = (part: number | null) => (part === null ? '–' : `${Math.round(part * 100)}%`)
  const figures: [string, string][] = [
    [t('p50'), span(lag.p50Ms)],
    [t('p95'), span(lag.p95Ms)],
    [t('p99'), span(lag.p99Ms)],
    [t('within', { n: Math.round((band[1] ?? 0) / 60_000) }), share(lag.within)],
    [t('total'), String(fates.total)],
    [t('confirmed'), String(fates.confirmed)],
    [t('open'), String(fates.open)],
    [t('waived'), String(fates.waived)],
    [t('overdue'), `${fates.overdue} (${share(fates.late)})`],
    [t('failures'), String(fates.failures ?? '> 1000')],
  ]
  return (
    <dl className="group strip">
      {figures.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

const SUBJECTS = [
  'mobile.standard',
  'mobile.keep',
  'mobile.clear',
  'mobile.both',
  'desktop.standard',
  'web.standard',
] as const
const NAMES = {
  'mobile.standard': 'mobile_standard',
  'mobile.keep': 'mobile_keep',
  'mobile.clear': 'mobile_clear',
  'mobile.both': 'mobile_both',
  'desktop.standard': 'desktop_standard',
  'web.standard': 'web_standard',
} as const

function AgainTable({ rows }: { rows: InsightsView['signInAgain'] }) {
  const t = useTranslations('insights')
  const s = (ms: number | null | undefined) => (ms == null ? '–' : t('seconds', { n: Math.round(ms / 100) / 10 }))
  return (
    <div className="group">
      <table className="table fig-cols wraps">
        <caption className="vh">{t('again')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('subject')}</th>
            <th scope="col" className="r">
              {t('time')}
            </th>
            <th scope="col" className="r">
              {t('spread')}
            </th>
            <th scope="col" className="r">
              {t('reports')}
            </th>
          </tr>
        </thead>
        <tbody>
          {SUBJECTS.map((subject) => {
            const row = rows.find((one) => one.subject === subject)
            return (
              <tr key={subject}>
                <th scope="row">{t(`subjects.${NAMES[subject]}`)}</th>
                <td className="r num">{s(row?.median)}</td>
                <td className="r num">{row?.low == null ? '–' : `${s(row.low)} – ${s(row.high)}`}</td>
                <td className="r num">{row?.n ?? 0}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
