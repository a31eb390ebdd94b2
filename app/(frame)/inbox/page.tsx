import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { readInbox } from '#app/_data/inbox.ts'
import { InboxBoard } from '#app/_inbox/inbox-board.tsx'
import { Messages } from '#app/i18n/messages.tsx'

type Search = Promise<Record<string, string | string[] | undefined>>

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('inbox')
  return { title: t('title') }
}

export default async function InboxPage({ searchParams }: { searchParams: Search }) {
  const only = (await searchParams)['only'] === 'unread' ? 'unread' : 'all'
  const page = await readInbox(only)
  return (
    <Messages of={['inbox']}>
      <main className="col" id="main">
        <InboxBoard key={only} page={page} only={only} />
      </main>
    </Messages>
  )
}
