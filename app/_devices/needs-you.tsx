import { useTranslations } from 'next-intl'
import type { DeviceView } from '#protocol/device.ts'
import type { SignOutView } from '#protocol/sign-out.ts'
import { Notice } from '#app/_components/notice.tsx'
import { moment } from '#app/_components/times.ts'
import { useTimeStyle } from '#app/_components/use-time-style.ts'

/** The newest two sign-outs that wait for this device. */
export function NeedsYou({
  signOuts,
  devices,
  now,
}: {
  signOuts: readonly SignOutView[]
  devices: readonly DeviceView[]
  now: number
}) {
  const t = useTranslations('devices')
  const style = useTimeStyle()
  const own = devices.find(({ current }) => current)?.id
  const mine = signOuts.filter(({ state, original }) => state === 'awaiting-original' && original?.deviceId === own)
  return mine.slice(0, 2).map(({ id, device, accessEndedAt }) => (
    <Notice
      key={id}
      tone="original"
      icon="original"
      label={t('needsYou')}
      action={
        <a className="btn main-act" href={`/approvals/${id}`}>
          {t('review')}
          <span className="vh"> {device.name}</span>
        </a>
      }
    >
      {t.rich('asks', { name: device.name, b: (words) => <b>{words}</b> })}{' '}
      <small suppressHydrationWarning>{t('asksSafe', { time: moment(accessEndedAt, now, style) })}</small>
    </Notice>
  ))
}
