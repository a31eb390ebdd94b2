import { useLocale, useTimeZone } from 'next-intl'
import type { TimeStyle } from './times.ts'

/** The language and zone of this page, for `times.ts`. Works in server and client components. */
export function useTimeStyle(): TimeStyle {
  const locale = useLocale()
  return { locale, zone: useTimeZone() ?? 'UTC' }
}
