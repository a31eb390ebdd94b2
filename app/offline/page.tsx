import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { OfflineBoard } from '#app/_offline/offline-board.tsx'
import { Messages } from '#app/i18n/messages.tsx'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('offline')
  return { title: t('title') }
}

/** What an installed app opens without a network (`public/sw.js` keeps it). It holds nothing of anybody. */
export default function OfflinePage() {
  return (
    <Messages of={['contacts', 'offline', 'activity', 'entry', 'inbox']}>
      <OfflineBoard />
    </Messages>
  )
}
