import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { LiveBoard } from '#app/_admin/live-board.tsx'
import { filtersOf } from '#app/_admin/live-filters.ts'
import { readLive } from '#app/_data/admin-live.ts'
import { Messages } from '#app/i18n/messages.tsx'

type Search = Promise<Record<string, string | string[] | undefined>>

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('adminLive')
  return { title: t('title') }
}

export default async function LivePage({ searchParams }: { searchParams: Search }) {
  const filters = filtersOf(await searchParams)
  const data = await readLive(filters)
  return (
    <Messages of={['admin', 'adminLive', 'adminForce', 'state', 'kind', 'so', 'lag']}>
      <LiveBoard data={data} filters={filters} />
    </Messages>
  )
}
