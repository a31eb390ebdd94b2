import type { Metadata } from 'next'
import { cookies } from 'next/headers'
import { getTimeZone, getTranslations } from 'next-intl/server'
import { readOwn } from '#app/_data/settings.ts'
import { About } from '#app/_settings/about.tsx'
import { SettingsForm } from '#app/_settings/settings-form.tsx'
import { PathLine } from '#app/_settings/path-line.tsx'
import { PreferenceForm } from '#app/_settings/preference-form.tsx'
import { WayOn } from '#app/_settings/way-on.tsx'
import { KEYS_COOKIE, THEME_COOKIE, ZONE_FIXED_COOKIE } from '#app/i18n/locale.ts'
import { Messages } from '#app/i18n/messages.tsx'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('settings')
  return { title: t('settings') }
}

export default async function SettingsPage() {
  const { member, preference } = await readOwn('/settings')
  const [t, jar, zone] = await Promise.all([getTranslations('settings'), cookies(), getTimeZone()])
  const theme = jar.get(THEME_COOKIE)?.value
  return (
    <Messages of={['settings']}>
      <main className="col max-w-[37rem]!" id="main">
        <PathLine at="settings" />
        <div className="head">
          <h1 tabIndex={-1}>{t('settings')}</h1>
        </div>
        <ul className="group">
          <WayOn href="/settings/account" sub={member.email}>
            {t('account')}
          </WayOn>
          <WayOn href="/settings/security" sub={t('securitySub')}>
            {t('security')}
          </WayOn>
        </ul>
        <SettingsForm
          theme={theme === 'light' || theme === 'dark' ? theme : 'system'}
          zone={jar.has(ZONE_FIXED_COOKIE) ? zone : null}
          zones={Intl.supportedValuesOf('timeZone')}
          keys={jar.get(KEYS_COOKIE)?.value !== 'off'}
        />
        <PreferenceForm preference={preference} />
        <About />
      </main>
    </Messages>
  )
}
