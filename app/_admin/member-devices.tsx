import { useLocale, useTranslations } from 'next-intl'
import type { DeviceView } from '#protocol/device.ts'
import { DevicePicture } from '#app/_components/device-picture.tsx'
import { StateLabel } from '#app/_components/state-label.tsx'
import { TableHead } from '#app/_components/table-head.tsx'
import { Tag } from '#app/_components/tag.tsx'
import { ago, day } from '#app/_components/times.ts'
import { useTimeStyle } from '#app/_components/use-time-style.ts'

type MemberDevicesProps = { readonly devices: readonly DeviceView[]; readonly now: number }

/** A member's devices as an administrator sees them: signed-in ones first. */
export function MemberDevices({ devices, now }: MemberDevicesProps) {
  const t = useTranslations('adminMember')
  const rows = devices.toSorted((a, b) => Number(isIn(b)) - Number(isIn(a)))
  const approves = (id: string) => devices.filter((other) => isIn(other) && other.linkedBy?.id === id).length
  return (
    <div className="group tablebox">
      <table className="table cards">
        <TableHead caption={t('devices')} columns={[t('device'), t('signedIn'), t('sync'), { right: t('heard') }]} />
        <tbody>
          {rows.map((device) => (
            <tr key={device.id} className="plain">
              <td className="c-wide">
                <span className="dcell">
                  <DevicePicture
                    device={device}
                    lamp={!isIn(device) ? 'off' : device.online ? 'on' : 'idle'}
                    size="s"
                  />
                  <b className="clip">{device.name}</b>
                  {device.linkedBy !== null && <Tag>QR</Tag>}
                  {approves(device.id) > 0 && <Tag>{t('approves', { n: approves(device.id) })}</Tag>}
                </span>
              </td>
              <td className="wrap">
                <SignedIn device={device} />
              </td>
              <td className="dim">
                {!isIn(device)
                  ? t('signedOutState')
                  : device.behind.entries === 0
                    ? t('upToDate')
                    : t('behind', { n: device.behind.entries })}
              </td>
              <td className="r">
                <Heard device={device} now={now} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function isIn({ session }: DeviceView): boolean {
  return session?.state === 'active'
}

function SignedIn({ device: { session, linkedBy } }: { device: DeviceView }) {
  const t = useTranslations('adminMember')
  const style = useTimeStyle()
  if (session === null) return '–'
  const how = linkedBy === null ? t(`method.${session.method}`) : t('linkedBy', { name: linkedBy.name })
  return (
    <>
      {day(session.startedAt, style)} <span className="dim">{how}</span>
    </>
  )
}

function Heard({ device: { online, lastSeenAt }, now }: { device: DeviceView; now: number }) {
  const t = useTranslations('adminMember')
  const locale = useLocale()
  if (online) {
    return (
      <StateLabel tone="on" icon="on">
        {t('now')}
      </StateLabel>
    )
  }
  return <span className="dim">{lastSeenAt === null ? '–' : ago(lastSeenAt, now, locale)}</span>
}
