import { useTranslations } from 'next-intl'
import type { DeviceView } from '#protocol/device.ts'
import type { SignOutView } from '#protocol/sign-out.ts'
import { Row } from '#app/_components/row.tsx'
import { lookOf } from '#app/_components/sign-out-look.ts'
import { StateLabel } from '#app/_components/state-label.tsx'
import { ago, bytes, duration } from '#app/_components/times.ts'
import { useTimeStyle } from '#app/_components/use-time-style.ts'
import { madeNoBackup, reported } from '#app/_sign-out/lag-of.ts'
import { useOptionWords } from '#app/_sign-out/option-words.ts'
import { useStateWords } from '#app/_sign-out/sign-out-state.tsx'

/** A sign-out that is over: by whom, from where, how long the device took, and its receipt. */
export function LeftRow({
  signOut,
  devices,
  now,
}: {
  signOut: SignOutView
  devices: readonly DeviceView[]
  now: number
}) {
  const t = useTranslations('devices')
  const words = useStateWords()
  const { locale } = useTimeStyle()
  const { state, device, lagMs } = signOut
  const { tone, icon, lamp } = lookOf(state)
  const freed = reported(signOut, 'bytesFreed')
  const options = useOptionWords()(signOut)
  const back = devices.find(({ id }) => id === device.id)?.session?.state === 'active'
  const facts = [
    <span key="who" suppressHydrationWarning>
      {useByWhom(signOut, devices, now)}
    </span>,
    ...(signOut.reason === null ? [] : [signOut.reason]),
    ...(options === '' ? [] : [options]),
    ...(madeNoBackup(signOut) ? [t('noBackup')] : []),
    ...(freed !== null && freed > 0 ? [t('freed', { size: bytes(freed) })] : []),
    ...(back ? [t('signedInAgain')] : []),
  ]
  return (
    <Row
      id={`row-${signOut.id}`}
      device={device}
      lamp={lamp}
      name={<a href={`/sign-outs/${signOut.id}`}>{device.name}</a>}
      facts={facts}
      state={
        <StateLabel tone={tone} icon={icon}>
          {state === 'confirmed' ? t('confirmedAfter', { lag: duration(lagMs, locale) }) : words(signOut, devices)}
        </StateLabel>
      }
      actions={
        <a
          className="btn text small"
          href={`/sign-outs/${signOut.id}/receipt`}
          aria-label={t('receiptOf', { name: device.name })}
        >
          {t('receipt')}
        </a>
      }
      actionsKind="menu rec"
    />
  )
}

function useByWhom({ by, accessEndedAt }: SignOutView, devices: readonly DeviceView[], now: number): string {
  const t = useTranslations('devices')
  const { locale } = useTimeStyle()
  const said = ago(accessEndedAt, now, locale)
  const when = said.charAt(0).toUpperCase() + said.slice(1)
  if (by.kind === 'admin') return t('byAdmin', { ago: when })
  if (by.kind === 'system') return t('bySystem', { ago: when })
  if (by.deviceName === undefined) return t('byYou', { ago: when })
  if (devices.some(({ id, current }) => current && id === by.deviceId)) return t('byYouHere', { ago: when })
  return t('byYouFrom', { ago: when, device: by.deviceName })
}
