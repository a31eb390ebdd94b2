'use client'
import { useTranslations } from 'next-intl'
import { remember } from '#app/_components/cookie.ts'
import { Icon } from '#app/_components/icon.tsx'
import { THEME_COOKIE } from '#app/i18n/locale.ts'

/** Light or dark; before the first press the system decides. */
export function ThemeSwitch() {
  const t = useTranslations('app')
  const turn = () => {
    const root = document.documentElement
    const chosen = root.dataset.theme
    const dark = chosen === undefined ? matchMedia('(prefers-color-scheme: dark)').matches : chosen === 'dark'
    setTheme(dark ? 'light' : 'dark')
  }
  return (
    <button type="button" className="flat" data-to="theme" onClick={turn} aria-label={t('theme')}>
      <Icon name="theme" />
    </button>
  )
}

/** `system` forgets the choice. Also used by the settings page. */
export function setTheme(theme: 'light' | 'dark' | 'system'): void {
  if (theme === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = theme
  remember(THEME_COOKIE, theme)
}
