'use client'
import { useTranslations } from 'next-intl'
import { Notice } from '#app/_components/notice.tsx'
import { clock } from '#app/_components/times.ts'
import { useTimeStyle } from '#app/_components/use-time-style.ts'
import { useLive, useLiveStore } from '#app/_live/live-provider.tsx'

/** The list stays when it cannot be refreshed, and says of when it is. */
export function StaleNotice() {
  const t = useTranslations()
  const style = useTimeStyle()
  const { badge, asOf } = useLive()
  const store = useLiveStore()
  if (badge !== 'off') return null
  return (
    <Notice
      icon="offline"
      action={
        <button type="button" className="btn" onClick={() => void store.refetch()}>
          {t('app.retry')}
        </button>
      }
    >
      {t('devices.loadError', { time: clock(asOf, style) })}
    </Notice>
  )
}
