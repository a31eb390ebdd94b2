import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { ApprovalReview } from '#app/_approvals/approval-review.tsx'
import { readApproval } from '#app/_data/approvals.ts'
import { Messages } from '#app/i18n/messages.tsx'

type Props = { readonly params: Promise<{ id: string }> }

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('nav')
  return { title: t('approvals') }
}

export default async function ApprovalPage({ params }: Props) {
  const { id } = await params
  const { list, signOuts, bySelf } = await readApproval(id)
  const [signOut] = signOuts
  // A batch is no request: each of its sign-outs asks its own original.
  if (signOut === undefined || signOut.id !== id) notFound()
  return (
    <Messages of={['appr', 'state', 'so', 'devices', 'mac', 'lag']}>
      <ApprovalReview shown={{ list, signOuts }} bySelf={bySelf} />
    </Messages>
  )
}
