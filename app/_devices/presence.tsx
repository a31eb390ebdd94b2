import { useTranslations } from 'next-intl'
import type { DeviceView } from '#protocol/device.ts'
import { StateLabel } from '#app/_components/state-label.tsx'
import { ago, dateTime } from '#app/_components/times.ts'
import { useTimeStyle } from '#app/_components/use-time-style.ts'
import { isActive } from './device-facts.ts'

/** When a signed-in device was heard, and what that means (its exact time on hover and focus is in its details). */
export function Presence({ device, now }: { device: DeviceView; now: number }) {
  const t = useTranslations('devices')
  const style = useTimeStyle()
  const { lastSeenAt, behind } = device
  const active = isActive(device, now)
  const when = lastSeenAt === null ? null : ago(lastSeenAt, now, style.locale)
  const text =
    device.current || device.online
      ? t('activeNow')
      : when === null
        ? t('neverHeard')
        : active
          ? t('activeAgo', { ago: when })
          : t('heardAgo', { ago: when })
  return (
    <>
      <span
        suppressHydrationWarning
        title={lastSeenAt === null ? undefined : t('heardAt', { time: dateTime(lastSeenAt, style, true) })}
      >
        <StateLabel tone={active ? 'on' : 'idle'} icon={active ? 'on' : 'idle'}>
          {text}
        </StateLabel>
      </span>
      {behind.entries > 0 && <div className="sub">{t('behind', { n: behind.entries })}</div>}
    </>
  )
}
