'use client'
import { useRouter } from 'next/navigation'
import { useTimeZone } from 'next-intl'
import { useEffect } from 'react'
import { ZONE_COOKIE, ZONE_FIXED_COOKIE } from '#app/i18n/locale.ts'
import { recall, remember } from './cookie.ts'

/** Tells the server this browser's time zone, once, so that the first paint already shows its times; not when another was chosen. */
export function ZoneCookie() {
  const router = useRouter()
  const shown = useTimeZone()
  useEffect(() => {
    const own = new Intl.DateTimeFormat().resolvedOptions().timeZone
    if (recall(ZONE_COOKIE) === own || recall(ZONE_FIXED_COOKIE) !== null) return
    remember(ZONE_COOKIE, own)
    if (shown !== own) router.refresh()
  }, [router, shown])
  return null
}
