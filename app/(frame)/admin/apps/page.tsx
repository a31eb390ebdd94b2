import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { GrantsTable } from '#app/_apps/grants-table.tsx'
import { KeysTable } from '#app/_apps/keys-table.tsx'
import { NewKey } from '#app/_apps/new-key.tsx'
import { Pager } from '#app/_admin/pager.tsx'
import { Empty } from '#app/_components/empty.tsx'
import { readApps } from '#app/_data/apps.ts'
import { RefreshEvery } from '#app/_duties/refresh-on.tsx'
import { Messages } from '#app/i18n/messages.tsx'

type Search = Promise<Record<string, string | string[] | undefined>>

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('apps')
  return { title: t('title') }
}

export default async function AppsPage({ searchParams }: { searchParams: Search }) {
  const { cursor } = await searchParams
  const [data, t] = await Promise.all([
    readApps(typeof cursor === 'string' ? cursor : undefined),
    getTranslations('apps'),
  ])
  const { keys, grants } = data
  return (
    <Messages of={['admin', 'apps', 'duty', 'so']}>
      <main className="col mid-col wide" id="main">
        <div className="head">
          <div>
            <h1 tabIndex={-1}>{t('title')}</h1>
            <p className="sub">{t('sub')}</p>
          </div>
          {keys !== null && (
            <div className="push buttons wide-s">
              <NewKey />
            </div>
          )}
        </div>
        {keys !== null && (
          <section aria-labelledby="keys">
            <div className="sec-head">
              <h2 id="keys">{t('keys')}</h2>
            </div>
            {keys.length === 0 ? (
              <div className="group">
                <Empty>{t('emptyKeys')}</Empty>
              </div>
            ) : (
              <KeysTable keys={keys} now={data.now} mayEdit />
            )}
          </section>
        )}
        <section className={keys === null ? undefined : 'sec'} aria-labelledby="grants">
          <div className="sec-head">
            <h2 id="grants">{t('grants')}</h2>
          </div>
          {grants.items.length === 0 ? (
            <div className="group">
              <Empty>{t('emptyGrants')}</Empty>
            </div>
          ) : (
            <GrantsTable grants={grants.items} />
          )}
        </section>
        <Pager path="/admin/apps" given={{}} total={grants.total} nextCursor={grants.nextCursor} />
        <RefreshEvery ms={5_000} />
      </main>
    </Messages>
  )
}
