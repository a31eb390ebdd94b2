import { useLocale, useTranslations } from 'next-intl'
import { memo, type CSSProperties, type Ref } from 'react'
import { isOpen } from '#domain/sign-out/sign-out.ts'
import type { BoardRowView } from '#protocol/admin.ts'
import type { Band } from '#app/_components/lag-band.tsx'
import { DevicePicture } from '#app/_components/device-picture.tsx'
import { Icon } from '#app/_components/icon.tsx'
import { lookOf } from '#app/_components/sign-out-look.ts'
import { StateLabel } from '#app/_components/state-label.tsx'
import { Tag } from '#app/_components/tag.tsx'
import { duration } from '#app/_components/times.ts'
import { useServerNow } from '#app/_live/live-provider.tsx'
import { lagClock } from './lag-clock.ts'

export type BoardRowProps = {
  readonly row: BoardRowView
  readonly index: number
  readonly department: string
  readonly band: Band
  readonly selected: boolean
  readonly active: boolean
  readonly measure: Ref<HTMLTableRowElement>
  readonly onSelect: (id: string) => void
  readonly onActive: (id: string) => void
}

/** One sign-out of the board. It is drawn again only when it says something else; its lag ticks by itself. */
export const BoardRow = memo(function BoardRow(props: BoardRowProps) {
  const { row, index, department, band, selected, active, measure, onSelect, onActive } = props
  const t = useTranslations()
  const { tone, icon, lamp } = lookOf(row.state)
  const late = row.overdue || row.state === 'declined' || row.state === 'failed'
  return (
    <tr
      ref={measure}
      data-index={index}
      data-id={row.id}
      aria-rowindex={index + 2}
      aria-selected={selected}
      tabIndex={active ? 0 : -1}
      onFocus={() => onActive(row.id)}
    >
      <td className="c-box">
        <label className="tick">
          <input
            type="checkbox"
            checked={selected}
            tabIndex={-1}
            onChange={() => onSelect(row.id)}
            aria-label={t('adminLive.select', { member: row.member.name, device: row.device.name })}
          />
        </label>
      </td>
      <td className="c-name">
        <a href={openPath(row)}>
          <b>{row.member.name}</b>
        </a>
        {row.member.handlesCustomers && (
          <span className="flag" title={t('admin.handlesCustomers')}>
            <Icon name="flag" />
            <span className="vh">{t('admin.handlesCustomers')}</span>
          </span>
        )}
      </td>
      <td className="c-hide hide-m hide-l dim">{department}</td>
      <td className="c-dev">
        <span className="dcell">
          <DevicePicture device={row.device} lamp={row.overdue ? 'bad' : lamp} size="s" />
          <span className="clip">{row.device.name}</span>
          {row.original !== null && <Tag>QR</Tag>}
        </span>
      </td>
      <td className="c-state">
        <StateLabel tone={late ? 'bad' : tone} icon={row.overdue ? 'late' : icon}>
          <StateWords row={row} />
        </StateLabel>
      </td>
      <td className="r c-lag">
        <LagCell row={row} band={band} tone={late ? 'bad' : tone} />
      </td>
      <td className="c-hide hide-m">
        <AskedBy row={row} />
      </td>
      <td className="r c-hide dim" suppressHydrationWarning>
        <HeardCell row={row} />
      </td>
    </tr>
  )
})

/** Where a row leads: the member, at this very sign-out. */
export function openPath({ id, memberId }: Pick<BoardRowView, 'id' | 'memberId'>): string {
  return `/admin/members/${memberId}?tab=sign-outs#${id}`
}

function StateWords({ row }: { row: BoardRowView }) {
  const t = useTranslations()
  const words =
    row.state === 'cleaning' && row.progress !== null
      ? t('state.cleaningStep', { done: row.progress.done, of: row.progress.of })
      : t(`state.${row.state}`)
  if (row.overdue) {
    const waits =
      row.state === 'awaiting-original' ? t('adminLive.originalSilent') : row.online ? words : t('state.offline')
    return t('adminLive.overdueAnd', { state: waits })
  }
  if (row.unreachable) return t('state.unreachable')
  return words
}

function LagCell({ row, band, tone }: { row: BoardRowView; band: Band; tone: string }) {
  const t = useTranslations('adminLive')
  const now = useServerNow()
  const lagMs = isOpen(row.state) ? Math.max(0, now - Date.parse(row.accessEndedAt)) : row.lagMs
  const style: CSSProperties = { '--at': Math.min(1, lagMs / band[1]).toFixed(3) }
  return (
    <span className={`${tone} lagcell`}>
      <i className="bar-mini hide-s" style={style} suppressHydrationWarning />
      <span className={row.overdue ? 'num hot tick-c' : 'num tick-c'} suppressHydrationWarning>
        {lagClock(lagMs, t('d'), t('h'))}
      </span>
    </span>
  )
}

function AskedBy({ row: { by, memberId } }: { row: BoardRowView }) {
  const t = useTranslations('adminLive')
  if (by.kind === 'system') return t('bySystem')
  return by.id === memberId ? t('self') : (by.name ?? t('byAdmin'))
}

function HeardCell({ row: { online, lastHeardAt } }: { row: BoardRowView }) {
  const t = useTranslations('adminLive')
  const locale = useLocale()
  const now = useServerNow()
  if (online) return t('now')
  if (lastHeardAt === null) return '–'
  const ms = now - Date.parse(lastHeardAt)
  return ms < 60_000 ? t('now') : duration(Math.floor(ms / 60_000) * 60_000, locale)
}
