import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { readGuide, sceneOf } from '#app/_data/guide.ts'
import { GuideScenePage } from '#app/_guide/guide-scene.tsx'

type Params = Promise<{ n: string }>

export async function generateMetadata({ params }: { params: Params }): Promise<Metadata> {
  const t = await getTranslations('guide')
  const scene = sceneOf((await params).n)
  return { title: scene === null ? t('title') : t(`scene${scene}.title`) }
}

export default async function GuideScenarioPage({ params }: { params: Params }) {
  const scene = sceneOf((await params).n)
  if (scene === null) notFound()
  return (
    <main className="col" id="main">
      <GuideScenePage n={scene} data={await readGuide(scene)} />
    </main>
  )
}
