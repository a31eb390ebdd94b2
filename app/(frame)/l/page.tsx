import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { readApprover } from '#app/_data/link.ts'
import { EnterPage } from '#app/_link/enter-page.tsx'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('link')
  return { title: t('enterPage') }
}

/** Where a QR code leads: `/l#CODE`. The code is in the fragment, which no server log ever sees. */
export default async function ScannedPage() {
  return <EnterPage approver={await readApprover('/l')} />
}
