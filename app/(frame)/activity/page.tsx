import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ActivityList } from '#app/_activity/activity-list.tsx'
import { Empty } from '#app/_components/empty.tsx'
import { ACTIVITY_KINDS, activityFiltersOf, readActivity } from '#app/_data/activity.ts'

type Search = Promise<Record<string, string | string[] | undefined>>

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('activity')
  return { title: t('title') }
}

export default async function ActivityPage({ searchParams }: { searchParams: Search }) {
  const filters = activityFiltersOf(await searchParams)
  const { items, names, nextCursor } = await readActivity(filters)
  const t = await getTranslations('activity')
  const to = (set: Record<string, string | undefined>) => {
    const given = Object.entries(set).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))
    return given.length === 0 ? '/activity' : `/activity?${new URLSearchParams(given).toString()}`
  }
  return (
    <main className="col" id="main">
      <div className="head">
        <div>
          <h1 tabIndex={-1}>{t('title')}</h1>
          <p className="sub">{t('sub')}</p>
        </div>
      </div>
      <nav className="tabs" aria-label={t('kind')}>
        {[undefined, ...ACTIVITY_KINDS].map((kind) => (
          <a key={kind ?? 'all'} href={to({ kind })} aria-current={filters.kind === kind ? 'page' : undefined}>
            {t(kind ?? 'all')}
          </a>
        ))}
      </nav>
      {items.length === 0 ? (
        <div className="group">
          <Empty>{t('empty')}</Empty>
        </div>
      ) : (
        <ActivityList entries={items} names={names} />
      )}
      {nextCursor !== null && (
        <p className="mt-4">
          <a className="btn small" href={to({ ...filters, cursor: nextCursor })}>
            {t('older')}
          </a>
        </p>
      )}
    </main>
  )
}
