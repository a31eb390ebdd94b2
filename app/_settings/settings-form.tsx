'use client'
import { useRouter } from 'next/navigation'
import { useLocale, useTranslations } from 'next-intl'
import { startTransition, useOptimistic, useState } from 'react'
import { announce } from '#app/_components/announcer.tsx'
import { remember } from '#app/_components/cookie.ts'
import { setTheme } from '#app/_frame/theme-switch.tsx'
import { KEYS_COOKIE, LOCALE_COOKIE, ZONE_COOKIE, ZONE_FIXED_COOKIE } from '#app/i18n/locale.ts'
import { Choice } from './choice.tsx'

type Theme = 'system' | 'light' | 'dark'
type SettingsFormProps = {
  readonly theme: Theme
  /** The time zone that was chosen, or null for the browser's own. */
  readonly zone: string | null
  readonly zones: readonly string[]
  readonly keys: boolean
}

/** What a person chooses for this browser's pages. Each choice is kept at once; there is nothing to save. */
export function SettingsForm({ theme: firstTheme, zone, zones, keys: firstKeys }: SettingsFormProps) {
  const t = useTranslations('settings')
  const router = useRouter()
  const [language, pickLanguage] = useOptimistic<string>(useLocale())
  const [theme, pickTheme] = useState(firstTheme)
  const [keys, setKeys] = useState(firstKeys)
  const kept = () => announce(t('kept'))
  const chooseLocale = (next: string) => {
    remember(LOCALE_COOKIE, next)
    startTransition(() => {
      pickLanguage(next)
      router.refresh()
    })
  }
  const chooseTheme = (next: Theme) => {
    setTheme(next)
    pickTheme(next)
    kept()
  }
  const chooseZone = (next: string) => {
    remember(ZONE_FIXED_COOKIE, '1', next === '' ? 0 : undefined)
    remember(ZONE_COOKIE, next === '' ? new Intl.DateTimeFormat().resolvedOptions().timeZone : next)
    router.refresh()
    kept()
  }
  const chooseKeys = (on: boolean) => {
    setKeys(on)
    remember(KEYS_COOKIE, on ? 'on' : 'off')
    kept()
  }
  return (
    <div className="stack mt-6 gap-6!">
      <Choice
        legend={t('language')}
        name="language"
        value={language}
        options={[
          { value: 'en', label: 'English', lang: 'en' },
          { value: 'zh-CN', label: '简体中文', lang: 'zh-CN' },
        ]}
        onChoose={chooseLocale}
      />
      <Choice
        legend={t('theme')}
        name="theme"
        value={theme}
        options={(['system', 'light', 'dark'] as const).map((value) => ({ value, label: t(`themes.${value}`) }))}
        onChoose={chooseTheme}
      />
      <div className="field">
        <label htmlFor="zone">{t('zone')}</label>
        <select id="zone" className="select" value={zone ?? ''} onChange={(event) => chooseZone(event.target.value)}>
          <option value="">{t('zoneOwn')}</option>
          {zones.map((name) => (
            <option key={name} value={name}>
              {name.replaceAll('_', ' ')}
            </option>
          ))}
        </select>
        <p className="sub">{t('zoneHelp')}</p>
      </div>
      <fieldset>
        <legend className="mb-2 text-sm font-medium">{t('keys')}</legend>
        <label className="tick">
          <input type="checkbox" checked={keys} onChange={(event) => chooseKeys(event.target.checked)} />
          <b>{t('keysOn')}</b>
          <span className="sub">{t('keysHelp')}</span>
        </label>
      </fieldset>
    </div>
  )
}
