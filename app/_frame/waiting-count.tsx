'use client'
import { useTranslations } from 'next-intl'
import { useLive } from '#app/_live/live-provider.tsx'

/** How many sign-outs wait for this device, beside “Approvals”. */
export function WaitingCount() {
  const t = useTranslations('nav')
  const n = useLive().waiting
  if (n === 0) return null
  return (
    <span className="n">
      <span aria-hidden="true">{n}</span>
      <span className="vh">{t('waiting', { n })}</span>
    </span>
  )
}
