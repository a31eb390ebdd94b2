import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import type { DeviceView } from '#protocol/device.ts'
import { maskedAddress } from '#app/_components/masked-address.ts'
import type { Lamp } from '#app/_components/device-picture.tsx'
import { usePlaceWords } from '#app/_components/place-words.ts'
import { Row } from '#app/_components/row.tsx'
import { Tag } from '#app/_components/tag.tsx'
import { momentShort } from '#app/_components/times.ts'
import { useTimeStyle } from '#app/_components/use-time-style.ts'
import { approvesCount, idleDays, isActive } from './device-facts.ts'
import { Presence } from './presence.tsx'

type DeviceRowProps = {
  readonly device: DeviceView
  readonly devices: readonly DeviceView[]
  readonly now: number
  readonly fresh?: boolean
  readonly state?: ReactNode
  readonly lamp?: Lamp
  readonly actions: ReactNode
  readonly actionsKind?: 'menu'
  readonly below?: ReactNode
}

/** One signed-in device in the list. */
export function DeviceRow({ device, devices, now, fresh, state, lamp, actions, actionsKind, below }: DeviceRowProps) {
  const t = useTranslations('devices')
  const term = useTranslations('term')
  const approves = approvesCount(device, devices)
  const idle = idleDays(device, now)
  const leftovers = device.status?.leftovers ?? 0
  const tags = (
    <>
      {fresh === true && <Tag kind="new">{t('newTag')}</Tag>}
      {device.shared && <Tag>{term('shared')}</Tag>}
      {approves > 0 && <Tag>{t('approves', { n: approves })}</Tag>}
      {idle !== null && <Tag>{t('idleFor', { n: idle })}</Tag>}
      {leftovers > 0 && <Tag>{t('leftovers', { n: leftovers })}</Tag>}
      {device.status?.lastExit?.kind === 'killed' && <Tag>{t('killed')}</Tag>}
      {device.status?.lastExit?.integrity === 'damaged' && <Tag kind="new">{t('damaged')}</Tag>}
    </>
  )
  return (
    <Row
      id={`row-${device.id}`}
      device={device}
      lamp={lamp ?? (isActive(device, now) ? 'on' : 'idle')}
      name={device.name}
      tags={tags}
      facts={useFacts(device, devices, now)}
      state={state ?? <Presence device={device} now={now} />}
      actions={actions}
      {...(actionsKind === undefined ? {} : { actionsKind })}
      {...(below === undefined ? {} : { below })}
    />
  )
}

function useFacts(device: DeviceView, devices: readonly DeviceView[], now: number): ReactNode[] {
  const t = useTranslations('devices')
  const style = useTimeStyle()
  const place = usePlaceWords('fact')
  const { appVersion, session, linkedBy, kind } = device
  const original = devices.find(({ id }) => id === linkedBy?.id)
  const facts: ReactNode[] = []
  if (session?.place != null) facts.push(place(session.place))
  if (session?.ip != null) facts.push(<span className="num">{maskedAddress(session.ip)}</span>)
  // A browser's version is long and says nothing to its person; it stands in the device's details.
  if (appVersion !== null && kind !== 'web') facts.push(t('appVersion', { version: appVersion }))
  if (session !== null) {
    facts.push(
      <span suppressHydrationWarning>{t('signedInOn', { time: momentShort(session.startedAt, now, style) })}</span>,
    )
  }
  if (linkedBy !== null)
    facts.push(original?.current === true ? t('linkedFromThis') : t('linkedFrom', { name: linkedBy.name }))
  else if (device.current && session !== null) facts.push(t(`method.${session.method}`))
  return facts
}
