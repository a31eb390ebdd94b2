import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ContactsBoard } from '#app/_contacts/contacts-board.tsx'
import { requireViewer } from '#app/_data/viewer.ts'
import { Messages } from '#app/i18n/messages.tsx'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('contacts')
  return { title: t('title') }
}

/** 通讯录: the page brings nobody's data with it; it is read from what this device holds, and from the API. */
export default async function ContactsPage() {
  const { deviceId } = await requireViewer('/contacts')
  return (
    <Messages of={['contacts', 'conn', 'gone']}>
      <ContactsBoard deviceId={deviceId} />
    </Messages>
  )
}
