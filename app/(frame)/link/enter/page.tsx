import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { readApprover } from '#app/_data/link.ts'
import { EnterPage } from '#app/_link/enter-page.tsx'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('link')
  return { title: t('enterPage') }
}

export default async function EnterCodePage() {
  return <EnterPage approver={await readApprover('/link/enter')} />
}
