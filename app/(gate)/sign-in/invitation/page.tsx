import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { InvitationForm } from '#app/_gate/invitation-form.tsx'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('signin')
  return { title: t('inviteTitle') }
}

/** Where an invitation leads: `/sign-in/invitation#token=…`. */
export default async function InvitationPage() {
  const t = await getTranslations('signin')
  return (
    <main id="main">
      <h1 tabIndex={-1} className="mb-1">
        {t('inviteTitle')}
      </h1>
      <p className="mb-5 text-ink-2">{t('inviteBody')}</p>
      <InvitationForm />
    </main>
  )
}
