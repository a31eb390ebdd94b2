import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import type { DeviceView } from '#protocol/device.ts'
import { usePlaceWords } from '#app/_components/place-words.ts'
import { bytes, dateTime, duration } from '#app/_components/times.ts'
import { useTimeStyle } from '#app/_components/use-time-style.ts'
import { LastExit } from './last-exit.tsx'

type DeviceFactsProps = { readonly device: DeviceView; readonly devices: readonly DeviceView[]; readonly now: number }

/** What is known of a device. What it never said is left out. */
export function DeviceFacts({ device, devices }: DeviceFactsProps) {
  const t = useTranslations('device')
  const style = useTimeStyle()
  const place = usePlaceWords('fact')
  const { session, status, lastSeenAt, behind } = device
  const approves = devices
    .filter(({ linkedBy, session: other }) => linkedBy?.id === device.id && other?.state === 'active')
    .map(({ name }) => name)
  const rows: [string, ReactNode | null][] = [
    [t('type'), useTranslations('kind')(device.kind)],
    [t('system'), useTranslations('os')(device.os)],
    [t('model'), device.model],
    [t('app'), device.appVersion],
    [t('place'), session === null ? null : place(session.place)],
    [t('address'), session?.ip ?? null],
    [t('howSignedIn'), useMethod(device)],
    [t('signedIn'), session === null ? null : dateTime(session.startedAt, style)],
    [t('lastHeard'), lastSeenAt === null ? null : <Heard key="heard" time={dateTime(lastSeenAt, style, true)} />],
    [
      t('behind'),
      session?.state !== 'active'
        ? null
        : behind.entries === 0
          ? t('behindNone')
          : t('behindBy', { n: behind.entries, lag: duration(behind.ms, style.locale) }),
    ],
    [t('approves'), approves.length === 0 ? t('approvesNone') : new Intl.ListFormat(style.locale).format(approves)],
    [t('binding'), device.bound ? t('bound') : t('unbound')],
    [
      t('storage'),
      status === null ? null : t('storageIs', { cache: bytes(status.cacheBytes), records: bytes(status.recordsBytes) }),
    ],
    [
      t('processes'),
      status === null || status.processes + status.leftovers === 0
        ? null
        : t('processesAre', { n: status.processes, left: status.leftovers }),
    ],
    [t('lastExit'), status?.lastExit === undefined ? null : <LastExit key="exit" exit={status.lastExit} />],
  ]
  return (
    <div className="panel">
      <dl className="dl">
        {rows
          .filter(([, value]) => value !== null)
          .map(([name, value]) => (
            <div className="contents" key={name}>
              <dt>{name}</dt>
              <dd suppressHydrationWarning>{value}</dd>
            </div>
          ))}
      </dl>
    </div>
  )
}

function Heard({ time }: { time: string }) {
  const t = useTranslations('device')
  return (
    <>
      {time} <span className="sub">{t('heardHint')}</span>
    </>
  )
}

function useMethod({ session, linkedBy }: DeviceView): string | null {
  const t = useTranslations('device.method')
  if (session === null) return null
  if (session.method !== 'link') return t(session.method)
  return linkedBy === null ? t('linkAlone') : t('link', { name: linkedBy.name })
}
