'use client'
import { useTranslations } from 'next-intl'
import { useEffect, useRef } from 'react'
import { alarm } from '#app/_components/announcer.tsx'
import { clock } from '#app/_components/times.ts'
import { useTimeStyle } from '#app/_components/use-time-style.ts'
import { useLive } from './live-provider.tsx'

const ALARM_AFTER_MS = 30_000

/** ● Live · ◌ Reconnecting · ○ Not live, as of when. “Live” comes back without a message. */
export function LiveBadge() {
  const { badge, asOf } = useLive()
  const t = useTranslations('conn')
  const style = useTimeStyle()
  const lost = badge === 'reconnecting' || badge === 'off'
  const sentence = useRef('')
  useEffect(() => {
    sentence.current = t('lost', { time: clock(asOf, style) })
  })
  useEffect(() => {
    if (!lost) return
    const timer = setTimeout(() => alarm(sentence.current), ALARM_AFTER_MS)
    return () => clearTimeout(timer)
  }, [lost])
  const text = badge === 'off' ? t('off', { time: clock(asOf, style) }) : t(badge)
  return <span className={badge === 'live' ? 'live push' : 'live push off'}>{text}</span>
}
