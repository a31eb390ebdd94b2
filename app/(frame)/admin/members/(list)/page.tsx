import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { EmptyList } from '#app/_admin/empty-list.tsx'
import { FilterForm } from '#app/_admin/filter-form.tsx'
import { FilterSelect } from '#app/_admin/filter-select.tsx'
import { MemberTools } from '#app/_admin/member-tools.tsx'
import { MembersTable } from '#app/_admin/members-table.tsx'
import { memberFiltersOf, readMembers } from '#app/_data/admin-members.ts'
import { Messages } from '#app/i18n/messages.tsx'

type Search = Promise<Record<string, string | string[] | undefined>>
const STATES = ['invited', 'active', 'suspended', 'removed'] as const

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('adminMembers')
  return { title: t('title') }
}

export default async function MembersPage({ searchParams }: { searchParams: Search }) {
  const filters = memberFiltersOf(await searchParams)
  const data = await readMembers(filters)
  const t = await getTranslations()
  const filtered = Object.values(filters).some((value) => value !== undefined)
  return (
    <Messages of={['admin', 'adminMembers', 'adminForce', 'import', 'so', 'kind']}>
      <main className="col mid-col wide" id="main">
        <div className="head">
          <h1 tabIndex={-1}>{t('adminMembers.title')}</h1>
          <MemberTools departments={data.departments} rights={data.rights} />
        </div>
        <FilterForm
          action="/admin/members"
          submit={t('admin.apply')}
          search={{ value: filters.query, hint: t('adminMembers.searchHint'), label: t('admin.search') }}
        >
          <FilterSelect
            label={t('admin.state')}
            name="state"
            value={filters.state}
            options={STATES.map((state) => [state, t(`adminMembers.state.${state}`)])}
          />
          <FilterSelect
            label={t('admin.department')}
            name="departmentId"
            value={filters.departmentId}
            options={data.departments.map(({ id, name }) => [id, name])}
          />
        </FilterForm>
        {data.members.length === 0 ? (
          <EmptyList all="/admin/members" filtered={filtered}>
            {filtered ? t('adminMembers.emptyFiltered') : t('adminMembers.empty')}
          </EmptyList>
        ) : (
          <MembersTable page={data} filters={filters} />
        )}
      </main>
    </Messages>
  )
}
