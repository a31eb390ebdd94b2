'use client'
import { useTranslations } from 'next-intl'
import { lagLabel } from '#domain/lag.ts'
import { isOpen } from '#domain/sign-out/sign-out.ts'
import type { DeviceView } from '#protocol/device.ts'
import type { SignOutView } from '#protocol/sign-out.ts'
import { LagBand, type Band } from '#app/_components/lag-band.tsx'
import { lookOf } from '#app/_components/sign-out-look.ts'
import { clock, duration, moment } from '#app/_components/times.ts'
import { useTimeStyle } from '#app/_components/use-time-style.ts'
import { lagAt } from './lag-of.ts'

type SignOutLagProps = {
  readonly signOut: SignOutView
  readonly devices: readonly DeviceView[]
  readonly band: Band
  readonly now: number
}

/** Left the server's fact, right the device's, between them the running time: the largest figure of the row. */
export function SignOutLag({ signOut, devices, band, now }: SignOutLagProps) {
  const t = useTranslations('lag')
  const term = useTranslations('term')
  const style = useTimeStyle()
  const open = isOpen(signOut.state)
  const lag = lagAt(signOut, now)
  const ofThis = devices.some(({ id, current }) => current && id === signOut.original?.deviceId)
  const awaits = signOut.state === 'awaiting-original'
  const slow = open && lag > band[1]
  const said = duration(lag, style.locale)
  const usual = t('usually', { a: band[0] / 60_000, b: band[1] / 60_000 })
  const under =
    awaits && ofThis
      ? t('waitsForYou')
      : open
        ? usual
        : t({ faster: 'faster', usual: 'usualRange', overdue: 'slower' }[lagLabel(lag, band)] as 'faster')
  // The ticking figure is silent; its text alternative moves once a minute.
  const minute = duration(Math.floor(lag / 60_000) * 60_000, style.locale)
  return (
    <LagBand
      tone={slow ? 'bad' : lookOf(signOut.state).tone}
      lagMs={lag}
      band={band}
      confirmed={signOut.state === 'confirmed'}
      left={
        <>
          <b>{term('accessEnded')}</b>
          <span className="v" suppressHydrationWarning>
            {moment(signOut.accessEndedAt, now, style)}
          </span>
        </>
      }
      figure={
        <>
          <time aria-hidden={open} suppressHydrationWarning>
            {said}
          </time>
          {open && (
            <span className="vh">{t('spoken', { time: clock(signOut.accessEndedAt, style), elapsed: minute })}</span>
          )}
          <span className="v">{under}</span>
        </>
      }
      right={
        <>
          <b>{term('confirmed')}</b>
          <span className="v" suppressHydrationWarning>
            {signOut.confirmedAt !== null
              ? moment(signOut.confirmedAt, now, style)
              : awaits
                ? ofThis
                  ? t('afterYourApproval')
                  : t('afterApproval')
                : t('notYet')}
          </span>
        </>
      }
    />
  )
}
