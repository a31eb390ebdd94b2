import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { DEVICE_KINDS, DEVICE_VIEWS } from '#domain/device.ts'
import { DevicesTable } from '#app/_admin/devices-table.tsx'
import { EmptyList } from '#app/_admin/empty-list.tsx'
import { FilterForm } from '#app/_admin/filter-form.tsx'
import { FilterSelect } from '#app/_admin/filter-select.tsx'
import { addressOf } from '#app/_admin/pager.tsx'
import { deviceFiltersOf, readAllDevices } from '#app/_data/admin-devices.ts'
import { Messages } from '#app/i18n/messages.tsx'

type Search = Promise<Record<string, string | string[] | undefined>>

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('adminDevices')
  return { title: t('title') }
}

export default async function AdminDevicesPage({ searchParams }: { searchParams: Search }) {
  const filters = deviceFiltersOf(await searchParams)
  const { page, departments, now } = await readAllDevices(filters)
  const t = await getTranslations()
  const filtered = Object.values(filters).some((value) => value !== undefined)
  return (
    <Messages of={['admin', 'adminDevices', 'adminForce', 'so', 'kind']}>
      <main className="col mid-col wide" id="main">
        <div className="head">
          <h1 tabIndex={-1}>{t('adminDevices.title')}</h1>
        </div>
        <nav className="tabs" aria-label={t('adminDevices.view')}>
          {[undefined, ...DEVICE_VIEWS].map((view) => (
            <a
              key={view ?? 'all'}
              href={addressOf('/admin/devices', { ...filters, view, cursor: undefined })}
              aria-current={filters.view === view ? 'page' : undefined}
            >
              {view === undefined ? t('adminDevices.allDevices') : t(`adminDevices.views.${view}`)}
            </a>
          ))}
        </nav>
        <FilterForm
          action="/admin/devices"
          submit={t('admin.apply')}
          search={{ value: filters.query, hint: t('adminDevices.searchHint'), label: t('admin.search') }}
        >
          {filters.view !== undefined && <input type="hidden" name="view" value={filters.view} />}
          <FilterSelect
            label={t('admin.kind')}
            name="kind"
            value={filters.kind}
            options={DEVICE_KINDS.map((kind) => [kind, t(`kind.${kind}`)])}
          />
          <FilterSelect
            label={t('admin.department')}
            name="departmentId"
            value={filters.departmentId}
            options={departments.map(({ id, name }) => [id, name])}
          />
        </FilterForm>
        {page.items.length === 0 ? (
          <EmptyList all="/admin/devices" filtered={filtered}>
            {t(filtered ? 'adminDevices.emptyFiltered' : 'adminDevices.empty')}
          </EmptyList>
        ) : (
          <DevicesTable page={page} filters={filters} now={now} />
        )}
      </main>
    </Messages>
  )
}
