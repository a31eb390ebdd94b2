import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { RUN_KINDS, RUN_STATES } from '#domain/exit/run.ts'
import { EmptyList } from '#app/_admin/empty-list.tsx'
import { FilterForm } from '#app/_admin/filter-form.tsx'
import { FilterSelect } from '#app/_admin/filter-select.tsx'
import { Pager } from '#app/_admin/pager.tsx'
import { readExits, exitFiltersOf } from '#app/_data/exits.ts'
import { LIST_MS, MOST_FOLLOWED, RefreshEvery, RefreshOn } from '#app/_duties/refresh-on.tsx'
import { ExitTools } from '#app/_exits/exit-tools.tsx'
import { Interrupted } from '#app/_exits/interrupted.tsx'
import { RunsTable } from '#app/_exits/runs-table.tsx'
import { Messages } from '#app/i18n/messages.tsx'

type Search = Promise<Record<string, string | string[] | undefined>>

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('exits')
  return { title: t('title') }
}

export default async function ExitsPage({ searchParams }: { searchParams: Search }) {
  const filters = exitFiltersOf(await searchParams)
  const data = await readExits(filters)
  const t = await getTranslations()
  const filtered = filters.kind !== undefined || filters.state !== undefined
  const running = data.runs.filter(({ state }) => state === 'running').map(({ id }) => `run:${id}`)
  const { start: _, member: __, ...given } = filters
  return (
    <Messages of={['admin', 'exits', 'duty', 'import', 'so']}>
      <main className="col mid-col wide" id="main">
        <div className="head">
          <div>
            <h1 tabIndex={-1}>{t('exits.title')}</h1>
            <p className="sub">{t('exits.sub')}</p>
          </div>
          <ExitTools rights={data.rights} start={data.start} />
        </div>
        <Interrupted interrupted={data.interrupted} />
        <FilterForm action="/admin/exits" submit={t('admin.apply')}>
          <FilterSelect
            label={t('exits.what')}
            name="kind"
            value={filters.kind}
            options={RUN_KINDS.map((kind) => [kind, t(`exits.kind.${kind}`)])}
          />
          <FilterSelect
            label={t('exits.state')}
            name="state"
            value={filters.state}
            options={RUN_STATES.map((state) => [state, t(`exits.runState.${state}`)])}
          />
        </FilterForm>
        {data.runs.length === 0 ? (
          <EmptyList all="/admin/exits" filtered={filtered}>
            {filtered ? t('exits.emptyFiltered') : t('exits.empty')}
          </EmptyList>
        ) : (
          <RunsTable runs={data.runs} />
        )}
        <Pager path="/admin/exits" given={given} total={data.total} nextCursor={data.nextCursor} />
        <RefreshOn topics={running.slice(0, MOST_FOLLOWED)} />
        <RefreshEvery ms={LIST_MS} />
      </main>
    </Messages>
  )
}
