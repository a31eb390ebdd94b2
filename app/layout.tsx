import type { Metadata, Viewport } from 'next'
import { cookies } from 'next/headers'
import { getLocale, getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { Announcer } from './_components/announcer.tsx'
import { Sprite } from './_components/sprite.tsx'
import { hasTestClock, isDemo } from './_data/test-clock.ts'
import { ZoneCookie } from './_components/zone-cookie.tsx'
import { Messages } from './i18n/messages.tsx'
import { THEME_COOKIE } from './i18n/locale.ts'
import './globals.css'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('app')
  return {
    title: { default: t('name'), template: t('title', { page: '%s' }) },
    robots: { index: false, follow: false },
  }
}

export const viewport: Viewport = { width: 'device-width', initialScale: 1, viewportFit: 'cover' }

/**
 * The ground of every page. Language and theme come from cookies, so the first paint is right without any inline script;
 * the announcer's regions stand here from the first render on.
 */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const [locale, jar, t] = await Promise.all([getLocale(), cookies(), getTranslations('app')])
  const theme = jar.get(THEME_COOKIE)?.value
  return (
    <html lang={locale} data-theme={theme === 'light' || theme === 'dark' ? theme : undefined} suppressHydrationWarning>
      <body>
        <a className="skip" href="#main">
          {t('skip')}
        </a>
        <Sprite />
        {hasTestClock() && <aside className="test-clock">{t('testClock')}</aside>}
        {isDemo() && <aside className="test-clock">{t('demo')}</aside>}
        <Messages of={[]}>
          {children}
          <ZoneCookie />
        </Messages>
        <Announcer />
      </body>
    </html>
  )
}
