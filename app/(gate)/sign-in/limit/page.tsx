import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { readGate } from '#app/_data/gate.ts'
import { LimitChooser } from '#app/_gate/limit-chooser.tsx'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('signin')
  return { title: t('limitPage') }
}

export default async function LimitPage() {
  const { serverNow } = await readGate('/devices')
  return (
    <main className="mid" id="main">
      <LimitChooser serverNow={serverNow} />
    </main>
  )
}
