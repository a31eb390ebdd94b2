'use client'
import { useTranslations } from 'next-intl'
import { isOpen } from '#domain/sign-out/sign-out.ts'
import type { DeviceView } from '#protocol/device.ts'
import type { SignOutView } from '#protocol/sign-out.ts'
import { Icon } from '#app/_components/icon.tsx'
import { Sentences } from '#app/_components/sentences.tsx'
import { clock, duration, moment } from '#app/_components/times.ts'
import { useTimeStyle } from '#app/_components/use-time-style.ts'
import { SignOutSteps } from './sign-out-steps.tsx'

type LaneMoreProps = {
  readonly signOut: SignOutView
  readonly devices: readonly DeviceView[]
  readonly now: number
  readonly open: boolean
}

/** Everything about one lane: what now, its steps, and which other devices know. */
export function LaneMore({ signOut, devices, now, open }: LaneMoreProps) {
  const t = useTranslations()
  const { locale } = useTimeStyle()
  const late = signOut.overdue && isOpen(signOut.state)
  const elapsed = duration(Math.floor((now - Date.parse(signOut.accessEndedAt)) / 60_000) * 60_000, locale)
  return (
    <li className="lane-more">
      <details className="fold" open={open}>
        <summary className="text-sm">
          <Icon name="chev" />
          {t('app.details', { name: signOut.device.name })}
        </summary>
        {late && (
          <p className="measure mb-2" suppressHydrationWarning>
            <Sentences>
              {t('so.overdue', { elapsed })}
              {t('so.overdueNext')}
              {t('so.whatNowText')}
            </Sentences>
          </p>
        )}
        {signOut.state === 'failed' && <p className="measure mb-2">{t('so.failedNote')}</p>}
        {signOut.reason !== null && <p className="measure mb-2">{t('so.reason', { reason: signOut.reason })}</p>}
        <SignOutSteps signOut={signOut} devices={devices} now={now} />
        <Followers signOut={signOut} now={now} />
      </details>
    </li>
  )
}

function Followers({ signOut: { followers, accessEndedAt }, now }: { signOut: SignOutView; now: number }) {
  const t = useTranslations('so')
  const style = useTimeStyle()
  if (followers.length === 0) return null
  const sameDay = moment(accessEndedAt, now, style) === clock(accessEndedAt, style)
  return (
    <div className="mt-3">
      <h2 className="text-sm!">{t('followersTitle')}</h2>
      <ul className="sub">
        {followers.map(({ deviceId, name, syncedAt }) => (
          <li key={deviceId} className="num" suppressHydrationWarning>
            {syncedAt === null
              ? t('followerNot', { name })
              : t('followerAt', { name, time: sameDay ? clock(syncedAt, style) : moment(syncedAt, now, style) })}
          </li>
        ))}
      </ul>
    </div>
  )
}
