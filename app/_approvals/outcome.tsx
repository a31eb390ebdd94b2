import { useTranslations } from 'next-intl'
import type { DeviceView } from '#protocol/device.ts'
import type { SignOutView } from '#protocol/sign-out.ts'
import { Inset } from '#app/_components/notice.tsx'
import { dateTime } from '#app/_components/times.ts'
import { useTimeStyle } from '#app/_components/use-time-style.ts'

type OutcomeProps = { readonly signOut: SignOutView; readonly devices: readonly DeviceView[] }

/** How the request stands once it is decided, here or elsewhere, or when it asks another device. */
export function Outcome({ signOut, devices }: OutcomeProps) {
  const t = useTranslations('appr')
  const style = useTimeStyle()
  const { original, id } = signOut
  const device = devices.find((one) => one.id === original?.deviceId)
  const more = (
    <p className="mt-1">
      <a href={`/sign-outs/${id}`}>{t('seeIt')}</a>
    </p>
  )
  if (original === null) return <Told text={t('notNeeded')} more={more} />
  const name = device?.name ?? t('anotherDevice')
  const time = original.at === null ? '' : dateTime(original.at, style, true)
  if (original.decision === 'declined') {
    const notMe = original.reason === t('notMe')
    return (
      <Inset tone="bad" icon="bad">
        <p suppressHydrationWarning>{t('declinedAt', { time, reason: original.reason ?? '' })}</p>
        {notMe && (
          <p className="mt-1">
            <a href="/devices">{t('protect')}</a>
          </p>
        )}
      </Inset>
    )
  }
  if (original.decision === 'pending')
    return device?.current === true ? null : <Told text={t('asksOther', { original: name })} more={more} />
  const gone = original.decision === 'approved' ? t('gone', { device: name, time }) : t('settled')
  return <Told text={gone} more={more} />
}

function Told({ text, more }: { text: string; more: React.ReactNode }) {
  return (
    <Inset icon="done" tone="done">
      <p suppressHydrationWarning>{text}</p>
      {more}
    </Inset>
  )
}
