import { useTranslations } from 'next-intl'
import type { DeviceView } from '#protocol/device.ts'
import { StateLabel } from '#app/_components/state-label.tsx'
import { MeasuredTag } from '#app/_components/tag.tsx'
import { dateTime } from '#app/_components/times.ts'
import { useTimeStyle } from '#app/_components/use-time-style.ts'

type Exit = NonNullable<NonNullable<DeviceView['status']>['lastExit']>

/** How the application last ended there, and what its next start found: the device's own word (guide statements 2.9 to 2.18). */
export function LastExit({ exit }: { exit: Exit }) {
  const t = useTranslations('exit')
  const style = useTimeStyle()
  const { kind, at, integrity, startMs, startMedianMs, memory } = exit
  const mb = (bytes: number) => Math.round(bytes / 100_000) / 10
  const slower = startMedianMs === 0 ? 0 : Math.round((startMs / startMedianMs - 1) * 100)
  const seconds = (ms: number) => Math.round(ms / 100) / 10
  return (
    <>
      <div suppressHydrationWarning>
        {t(`kind.${kind}`)} · {dateTime(at, style)}
      </div>
      <div>
        {integrity === 'damaged' ? (
          <StateLabel tone="bad" icon="bad">
            {t('integrity.damaged')}
          </StateLabel>
        ) : (
          t(`integrity.${integrity}`)
        )}
      </div>
      <div className="sub">
        {t('start', { s: seconds(startMs), median: seconds(startMedianMs) })}
        {slower > 0 && ` · ${t('slower', { n: slower })}`} <MeasuredTag />
      </div>
      {memory !== undefined && (
        <div className="sub">
          {t('memory', { before: mb(memory.beforeBytes), after: mb(memory.afterBytes) })} <MeasuredTag />
        </div>
      )}
    </>
  )
}
