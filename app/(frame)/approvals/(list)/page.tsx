import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ApprovalsBoard } from '#app/_approvals/approvals-board.tsx'
import { readApprovals } from '#app/_data/approvals.ts'
import { Messages } from '#app/i18n/messages.tsx'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('nav')
  return { title: t('approvals') }
}

export default async function ApprovalsPage() {
  const { list, signOuts, links } = await readApprovals()
  return (
    <Messages of={['appr', 'link', 'state', 'so', 'devices', 'os']}>
      <ApprovalsBoard shown={{ list, signOuts }} links={links} />
    </Messages>
  )
}
