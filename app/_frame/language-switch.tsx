'use client'
import { useRouter } from 'next/navigation'
import { useLocale, useTranslations } from 'next-intl'
import { LOCALE_COOKIE } from '#app/i18n/locale.ts'
import { remember } from '#app/_components/cookie.ts'

/** English or 简体中文. The page is rendered anew in place: what is open or typed stays. */
export function LanguageSwitch() {
  const router = useRouter()
  const t = useTranslations('app')
  const other = useLocale() === 'en' ? 'zh-CN' : 'en'
  const change = () => {
    remember(LOCALE_COOKIE, other)
    router.refresh()
  }
  return (
    <button type="button" className="flat" onClick={change} aria-label={t('language')} lang={other}>
      {t('languageShort')}
    </button>
  )
}
