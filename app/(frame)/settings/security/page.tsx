import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Notice } from '#app/_components/notice.tsx'
import { readSecurity } from '#app/_data/security.ts'
import { SecurityBoard } from '#app/_security/security-board.tsx'
import { PathLine } from '#app/_settings/path-line.tsx'
import { Messages } from '#app/i18n/messages.tsx'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('settings')
  return { title: t('security') }
}

/** Password, passkeys, authenticator app and recovery codes. */
export default async function SecurityPage() {
  const [credentials, t] = await Promise.all([readSecurity(), getTranslations()])
  const lacks = credentials.authenticatorRequired && credentials.authenticator === null
  return (
    <Messages of={['security', 'so', 'admin', 'link', 'signin']}>
      <main className="col max-w-[37rem]!" id="main">
        <PathLine at="security" />
        <div className="head">
          <h1 tabIndex={-1}>{t('settings.security')}</h1>
        </div>
        {lacks && (
          <Notice tone="wait" icon="late">
            {t('security.required')}
          </Notice>
        )}
        <p className="mb-5 text-ink-2">{t('security.sub')}</p>
        <SecurityBoard credentials={credentials} />
      </main>
    </Messages>
  )
}
