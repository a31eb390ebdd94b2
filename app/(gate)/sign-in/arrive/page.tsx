import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Arrive } from '#app/_gate/arrive.tsx'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('signin')
  return { title: t('arriveTitle') }
}

/** Where the company's identity provider leads back to, by way of next-auth. */
export default async function ArrivePage() {
  const t = await getTranslations('signin')
  return (
    <main id="main">
      <h1 tabIndex={-1} className="mb-5">
        {t('arriveTitle')}
      </h1>
      <Arrive />
    </main>
  )
}
