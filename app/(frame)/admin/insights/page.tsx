import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Icon } from '#app/_components/icon.tsx'
import { insightsFiltersOf, PERIODS, readInsights } from '#app/_data/insights.ts'
import { InsightsFigures } from '#app/_insights/insights-page.tsx'

type Search = Promise<Record<string, string | string[] | undefined>>

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('insights')
  return { title: t('title') }
}

export default async function InsightsPage({ searchParams }: { searchParams: Search }) {
  const filters = insightsFiltersOf(await searchParams)
  const { insights, departments } = await readInsights(filters)
  const t = await getTranslations('insights')
  const to = (set: { days?: number; department?: string }) => {
    const department = set.department ?? filters.departmentId ?? ''
    const asked = { days: String(set.days ?? filters.days), ...(department === '' ? {} : { department }) }
    return new URLSearchParams(asked).toString()
  }
  return (
    <main className="col mid-col" id="main">
      <div className="head">
        <div>
          <h1 tabIndex={-1}>{t('title')}</h1>
          <p className="sub">{t('sub')}</p>
        </div>
        <a className="btn push" href={`/admin/insights/csv?${to({})}`} download>
          <Icon name="save" />
          {t('csv')}
        </a>
      </div>
      <nav className="tabs" aria-label={t('period')}>
        {PERIODS.map((n) => (
          <a key={n} href={`/admin/insights?${to({ days: n })}`} aria-current={filters.days === n ? 'page' : undefined}>
            {t('days', { n })}
          </a>
        ))}
      </nav>
      {departments.length > 1 && (
        <nav className="filters mb-4" aria-label={t('department')}>
          <a
            className="btn small"
            href={`/admin/insights?days=${filters.days}`}
            aria-current={filters.departmentId === undefined ? 'page' : undefined}
          >
            {t('everybody')}
          </a>
          {departments.map(({ id, name }) => (
            <a
              key={id}
              className="btn small"
              href={`/admin/insights?${to({ department: id })}`}
              aria-current={filters.departmentId === id ? 'page' : undefined}
            >
              {name}
            </a>
          ))}
        </nav>
      )}
      <InsightsFigures insights={insights} />
    </main>
  )
}
