import { useTranslations } from 'next-intl'
import { Wordmark } from '#app/_components/wordmark.tsx'
import { Bell } from '#app/_inbox/bell.tsx'
import { LiveBadge } from '#app/_live/live-badge.tsx'
import { Crumb } from './crumb.tsx'
import { initials } from './initials.ts'
import { LanguageSwitch } from './language-switch.tsx'
import { ThemeSwitch } from './theme-switch.tsx'

/** Back link left; live badge, inbox, language, theme, avatar right. */
export function Bar({ name, unread }: { name: string; unread: number }) {
  const t = useTranslations()
  return (
    <header className="bar">
      <a className="brand" href="/devices" aria-label={t('app.name')}>
        <Wordmark />
      </a>
      <Crumb />
      <LiveBadge />
      <Bell unread={unread} />
      <LanguageSwitch />
      <ThemeSwitch />
      <a href="/settings" className="avatar">
        {initials(name)}
        <span className="vh">
          {name}, {t('nav.settings')}
        </span>
      </a>
    </header>
  )
}
