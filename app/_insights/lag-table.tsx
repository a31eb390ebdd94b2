import { useLocale, useTranslations } from 'next-intl'
import type { InsightsView } from '#protocol/insights.ts'
import { duration } from '#app/_components/times.ts'

type Row = InsightsView['lag'] & { readonly key: string; readonly name: string }
type LagTableProps = {
  readonly caption: string
  readonly first: string
  readonly rows: readonly Row[]
  readonly highMs: number
}

/** Sync lag by day or by platform: percentiles, the share within the band, and of how many. */
export function LagTable({ caption, first, rows, highMs }: LagTableProps) {
  const t = useTranslations('insights')
  const locale = useLocale()
  const span = (ms: number | null) => (ms === null ? '–' : duration(ms, locale))
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- on a phone it scrolls, by the keyboard too (axe: scrollable-region-focusable)
    <div className="group scroll-x" tabIndex={0} role="region" aria-label={caption}>
      <table className="table fig-cols">
        <caption className="vh">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{first}</th>
            {(['p50', 'p95', 'p99'] as const).map((p) => (
              <th key={p} scope="col" className="r">
                {t(p)}
              </th>
            ))}
            <th scope="col" className="r">
              {t('within', { n: Math.round(highMs / 60_000) })}
            </th>
            <th scope="col" className="r">
              {t('n')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, name, n, p50Ms, p95Ms, p99Ms, within }) => (
            <tr key={key}>
              <th scope="row">{name}</th>
              <td className="r num nowrap">{span(p50Ms)}</td>
              <td className="r num nowrap">{span(p95Ms)}</td>
              <td className="r num nowrap">{span(p99Ms)}</td>
              <td className="r num nowrap">{within === null ? '–' : `${Math.floor(within * 100)}%`}</td>
              <td className="r num nowrap">{n}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
