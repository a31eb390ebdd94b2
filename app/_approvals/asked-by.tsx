import { useTranslations } from 'next-intl'
import type { SignOutView } from '#protocol/sign-out.ts'
import { moment } from '#app/_components/times.ts'
import { useTimeStyle } from '#app/_components/use-time-style.ts'

type AskedByProps = { readonly signOut: SignOutView; readonly now: number; readonly short?: boolean }

/** Who asked for a sign-out, from where, when. `short` where a label already says that it was asked. */
export function AskedBy({ signOut: { by, accessEndedAt }, now, short }: AskedByProps) {
  const t = useTranslations(short === true ? 'appr.short' : 'appr.asked')
  const time = moment(accessEndedAt, now, useTimeStyle())
  const text = {
    member: by.deviceName === undefined ? t('byYou', { time }) : t('byYouOn', { device: by.deviceName, time }),
    admin: t('byAdmin', { time }),
    system: t('bySystem', { time }),
  }[by.kind]
  return <span suppressHydrationWarning>{text}</span>
}
