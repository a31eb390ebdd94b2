'use client'
import { useTranslations } from 'next-intl'
import { isOpen } from '#domain/sign-out/sign-out.ts'
import type { DeviceView } from '#protocol/device.ts'
import type { SignOutView } from '#protocol/sign-out.ts'
import { Icon } from '#app/_components/icon.tsx'
import type { Band } from '#app/_components/lag-band.tsx'
import { Row } from '#app/_components/row.tsx'
import { lookOf } from '#app/_components/sign-out-look.ts'
import { bytes, duration } from '#app/_components/times.ts'
import { useTimeStyle } from '#app/_components/use-time-style.ts'
import { useServerNow } from '#app/_live/live-provider.tsx'
import { reported } from '#app/_sign-out/lag-of.ts'
import { SignOutActions } from '#app/_sign-out/sign-out-actions.tsx'
import { SignOutLag } from '#app/_sign-out/sign-out-lag.tsx'
import { SignOutState } from '#app/_sign-out/sign-out-state.tsx'

type LeavingRowProps = {
  readonly signOut: SignOutView
  readonly devices: readonly DeviceView[]
  readonly band: Band
  readonly take: (signOuts: readonly SignOutView[]) => void
}

/** A device that is being signed out: who is being waited for, since when, and what can be done now. It stays when it is confirmed. */
export function LeavingRow({ signOut, devices, band, take }: LeavingRowProps) {
  const t = useTranslations()
  const now = useServerNow()
  const { locale } = useTimeStyle()
  const { state, device } = signOut
  const freed = reported(signOut, 'bytesFreed')
  const linkedBy = devices.find(({ id }) => id === device.id)?.linkedBy ?? null
  const original = devices.find(({ id }) => id === linkedBy?.id)
  const note =
    state === 'failed'
      ? signOut.report?.result === 'partial'
        ? t('so.partialNote')
        : t('so.failedNote')
      : state === 'declined'
        ? t('so.declined', {
            original: devices.find(({ id }) => id === signOut.original?.deviceId)?.name ?? t('term.originalDevice'),
          })
        : signOut.overdue && isOpen(state)
          ? t('so.overdue', {
              elapsed: duration(Math.floor((now - Date.parse(signOut.accessEndedAt)) / 60_000) * 60_000, locale),
            })
          : null
  const facts = [
    ...(linkedBy === null
      ? []
      : [original?.current ? t('devices.linkedFromThis') : t('devices.linkedFrom', { name: linkedBy.name })]),
    ...(signOut.reason === null ? [] : [t('so.reason', { reason: signOut.reason })]),
    ...(state === 'confirmed' && freed !== null && freed > 0 ? [t('devices.freed', { size: bytes(freed) })] : []),
  ]
  return (
    <Row
      id={`row-${signOut.id}`}
      device={device}
      lamp={signOut.overdue && isOpen(state) ? 'bad' : lookOf(state).lamp}
      name={device.name}
      facts={facts}
      state={<SignOutState signOut={signOut} devices={devices} />}
      actions={
        <>
          <SignOutActions signOut={signOut} devices={devices} take={take} />
          <a
            className="flat hide-s"
            href={`/sign-outs/${signOut.id}`}
            aria-label={t('app.details', { name: device.name })}
          >
            <Icon name="chev" />
          </a>
        </>
      }
      below={
        <>
          <SignOutLag signOut={signOut} devices={devices} band={band} now={now} />
          {note !== null && (
            <p className="sub mt-2" suppressHydrationWarning>
              {note}
            </p>
          )}
        </>
      }
    />
  )
}
