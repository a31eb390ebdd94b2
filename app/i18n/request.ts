import { cookies, headers } from 'next/headers'
import { getRequestConfig } from 'next-intl/server'
import { knownZone, LOCALE_COOKIE, localeFor, ZONE_COOKIE } from './locale.ts'

export default getRequestConfig(async () => {
  const [jar, sent] = await Promise.all([cookies(), headers()])
  const locale = localeFor(jar.get(LOCALE_COOKIE)?.value, sent.get('accept-language'))
  const { default: messages } =
    locale === 'en' ? await import('../messages/en.json') : await import('../messages/zh-CN.json')
  // The browser says its zone by cookie (frame/use-zone.ts); until then a page shows the server's.
  const timeZone = knownZone(jar.get(ZONE_COOKIE)?.value) ?? new Intl.DateTimeFormat().resolvedOptions().timeZone
  return { locale, messages, timeZone }
})
