import { useTranslations } from 'next-intl'
import type { SignOutView } from '#protocol/sign-out.ts'
import { moment } from '#app/_components/times.ts'
import { useTimeStyle } from '#app/_components/use-time-style.ts'

/** Who asked for a sign-out, from where, when. */
export function AskedBy({ signOut: { by, accessEndedAt }, now }: { signOut: SignOutView; now: number }) {
  const t = useTranslations('appr')
  const time = moment(accessEndedAt, now, useTimeStyle())
  const text = {
    member: by.deviceName === undefined ? t('byYou', { time }) : t('byYouOn', { device: by.deviceName, time }),
    admin: t('byAdmin', { time }),
    system: t('bySystem', { time }),
  }[by.kind]
  return <span suppressHydrationWarning>{text}</span>
}
