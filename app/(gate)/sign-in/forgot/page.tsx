import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { sendsMail } from '#app/_data/gate.ts'
import { ForgotForm } from '#app/_gate/forgot-form.tsx'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('signin')
  return { title: t('forgotTitle') }
}

/** Where somebody who forgot their password begins. */
export default async function ForgotPage() {
  const t = await getTranslations('signin')
  return (
    <main id="main">
      <h1 tabIndex={-1} className="mb-1">
        {t('forgotTitle')}
      </h1>
      <p className="mb-5 text-ink-2">{t(sendsMail() ? 'forgotBody' : 'forgotOff')}</p>
      {sendsMail() && <ForgotForm />}
    </main>
  )
}
