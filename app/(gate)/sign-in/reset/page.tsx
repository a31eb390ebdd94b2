import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ResetForm } from '#app/_gate/reset-form.tsx'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('signin')
  return { title: t('resetTitle') }
}

/** Where the link of a letter leads: `/sign-in/reset#token=…`. */
export default async function ResetPage() {
  const t = await getTranslations('signin')
  return (
    <main id="main">
      <h1 tabIndex={-1} className="mb-5">
        {t('resetTitle')}
      </h1>
      <ResetForm />
    </main>
  )
}
