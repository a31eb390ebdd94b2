import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { EntryTable } from '#app/_admin/entry-table.tsx'
import { ExportAudit } from '#app/_admin/export-audit.tsx'
import { FilterForm } from '#app/_admin/filter-form.tsx'
import { FilterSelect } from '#app/_admin/filter-select.tsx'
import { Pager } from '#app/_admin/pager.tsx'
import { VerifyChain } from '#app/_admin/verify-chain.tsx'
import { Empty } from '#app/_components/empty.tsx'
import { AUDIT_KINDS, auditFiltersOf, readAudit, type AuditKind } from '#app/_data/admin-audit.ts'
import { Messages } from '#app/i18n/messages.tsx'

type Search = Promise<Record<string, string | string[] | undefined>>
const KINDS = Object.keys(AUDIT_KINDS) as AuditKind[]

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('adminAudit')
  return { title: t('title') }
}

export default async function AuditPage({ searchParams }: { searchParams: Search }) {
  const filters = auditFiltersOf(await searchParams)
  const { page, of, mayExport, verifications, zone, asked } = await readAudit(filters)
  const t = await getTranslations()
  const filtered = asked !== ''
  return (
    <Messages of={['admin', 'adminAudit', 'so']}>
      <main className="col mid-col wide" id="main">
        <div className="head">
          <h1 tabIndex={-1}>{t('adminAudit.title')}</h1>
          {of !== null && <span className="sub">{t('adminAudit.onlyOf', { name: of })}</span>}
          {mayExport && (
            <div className="push wide-s buttons flex-wrap">
              <ExportAudit asked={asked} />
            </div>
          )}
        </div>
        <VerifyChain start={verifications} zone={zone} />
        <FilterForm action="/admin/audit" submit={t('admin.apply')}>
          {filters.stream !== undefined && <input type="hidden" name="stream" value={filters.stream} />}
          <FilterSelect
            label={t('adminAudit.kind')}
            name="kind"
            value={filters.kind}
            options={KINDS.map((kind) => [kind, t(`adminAudit.kinds.${kind}`)])}
          />
          {(['from', 'to'] as const).map((name) => (
            <label key={name} className="filter-day">
              <span>{t(name === 'from' ? 'adminAudit.fromDay' : 'adminAudit.toDay')}</span>
              <input className="input" type="date" name={name} defaultValue={filters[name]} />
            </label>
          ))}
          {filtered && (
            <a className="btn text" href="/admin/audit">
              {t('admin.clear')}
            </a>
          )}
        </FilterForm>
        {page.items.length === 0 ? (
          <div className="group">
            <Empty>{t(filtered ? 'adminAudit.emptyFiltered' : 'adminAudit.empty')}</Empty>
          </div>
        ) : (
          <EntryTable entries={page.items} names={page.names} zone={zone} withMember />
        )}
        <Pager path="/admin/audit" given={{ ...filters }} total={page.total} nextCursor={page.nextCursor} />
      </main>
    </Messages>
  )
}
