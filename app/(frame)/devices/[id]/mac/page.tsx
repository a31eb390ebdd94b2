import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { readMac } from '#app/_data/mac.ts'
import { MacBoard } from '#app/_mac/mac-board.tsx'
import { Messages } from '#app/i18n/messages.tsx'

type Props = { params: Promise<{ id: string }> }

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('macPage')
  return { title: t('page') }
}

/** What only a person at the Mac can do (guide statements 3.1 to 3.16). */
export default async function MacPage({ params }: Props) {
  const { id } = await params
  const device = await readMac(id)
  if (device === null) notFound()
  return (
    <Messages of={['mac', 'macPage', 'so']}>
      <MacBoard device={device} />
    </Messages>
  )
}
