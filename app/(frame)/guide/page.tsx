import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { readGuideIndex } from '#app/_data/guide.ts'
import { GuideIndex } from '#app/_guide/guide-index.tsx'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('guide')
  return { title: t('title') }
}

export default async function GuidePage() {
  await readGuideIndex()
  return (
    <main className="col" id="main">
      <GuideIndex />
    </main>
  )
}
