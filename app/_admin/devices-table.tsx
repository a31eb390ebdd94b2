'use client'
import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import type { DeviceFilters, DevicesOfAll } from '#app/_data/admin-devices.ts'
import { DevicePicture } from '#app/_components/device-picture.tsx'
import { StateLabel } from '#app/_components/state-label.tsx'
import { Tag } from '#app/_components/tag.tsx'
import { ago, day } from '#app/_components/times.ts'
import { useTimeStyle } from '#app/_components/use-time-style.ts'
import type { BulkItem } from './bulk.ts'
import { BulkDialog } from './bulk-dialog.tsx'
import { ForceDialog } from './force-dialog.tsx'
import { addressOf, Pager } from './pager.tsx'
import { SelectAll } from './select-all.tsx'
import { SelectionBar } from './selection-bar.tsx'
import { useMoreRows } from './use-more-rows.ts'
import { useSelection } from './use-selection.ts'
import { useTableKeys } from './use-table-keys.ts'

type Item = DevicesOfAll['items'][number]
type DevicesTableProps = { readonly page: DevicesOfAll; readonly filters: DeviceFilters; readonly now: number }

/** Everybody's devices. Those that are signed in can be selected and signed out together. */
export function DevicesTable({ page, filters, now }: DevicesTableProps) {
  const t = useTranslations()
  const more = useMoreRows(page, addressOf('/api/v1/admin/devices', { ...filters, cursor: undefined }))
  const items = more.rows
  const selection = useSelection()
  const { chosen, toggle, clear } = selection
  const [forcing, setForcing] = useState<readonly string[] | null>(null)
  const [checking, setChecking] = useState<readonly BulkItem[] | null>(null)
  const active = items.filter(({ session }) => session?.state === 'active')
  const meant = (id: string | null) => active.filter((item) => (chosen.size > 0 ? chosen.has(item.id) : item.id === id))
  const force = (id: string | null) => setForcing(meant(id).flatMap(({ session }) => session?.id ?? []))
  const check = (id: string | null) => setChecking(meant(id).map(checkOf))
  useTableKeys({
    select: (id) => active.some((item) => item.id === id) && toggle(id),
    end: force,
    check,
    clear,
  })
  return (
    <>
      <div className="group tablebox">
        <table className="table cards">
          <caption className="vh">{t('adminDevices.caption')}</caption>
          <thead>
            <tr>
              <th scope="col" className="c-box">
                <SelectAll ids={active.map(({ id }) => id)} selection={selection} />
              </th>
              <th scope="col">{t('adminDevices.device')}</th>
              <th scope="col">{t('adminDevices.member')}</th>
              <th scope="col">{t('adminDevices.state')}</th>
              <th scope="col">{t('adminDevices.since')}</th>
              <th scope="col" className="hide-m">
                {t('adminDevices.version')}
              </th>
              <th scope="col" className="r">
                {t('adminDevices.heard')}
              </th>
            </tr>
          </thead>
          <tbody>
            {items.map((item, i) => (
              <DeviceLine
                key={item.id}
                item={item}
                first={i === 0}
                now={now}
                selected={chosen.has(item.id)}
                onSelect={toggle}
              />
            ))}
          </tbody>
        </table>
      </div>
      <Pager
        path="/admin/devices"
        given={{ ...filters }}
        total={page.total}
        nextCursor={more.nextCursor}
        below={more.below}
      />
      <SelectionBar n={chosen.size} onClear={clear}>
        <button type="button" className="btn" onClick={() => check(null)}>
          {t('adminDevices.check')}
        </button>
        <button type="button" className="btn" onClick={() => force(null)}>
          {t('adminDevices.force')}
        </button>
      </SelectionBar>
      {forcing !== null && forcing.length > 0 && (
        <ForceDialog
          target={{ sessions: forcing }}
          who={ownersOf(items)}
          onClose={() => setForcing(null)}
          onEnded={clear}
        />
      )}
      {checking !== null && checking.length > 0 && (
        <BulkDialog
          title={t('adminDevices.checkTitle', { n: checking.length })}
          items={checking}
          onClose={() => setChecking(null)}
        />
      )}
    </>
  )
}

function ownersOf(items: readonly Item[]): ReadonlyMap<string, string> {
  return new Map(items.flatMap(({ member }) => (member === null ? [] : [[member.id, member.name] as const])))
}

function checkOf({ id, name, member }: Item): BulkItem {
  return { id, name: `${member?.name ?? ''} · ${name}`, path: `/api/v1/devices/${id}/check` }
}

type DeviceLineProps = {
  readonly item: Item
  readonly first: boolean
  readonly now: number
  readonly selected: boolean
  readonly onSelect: (id: string) => void
}

function DeviceLine({ item, first, now, selected, onSelect }: DeviceLineProps) {
  const t = useTranslations('adminDevices')
  const locale = useLocale()
  const style = useTimeStyle()
  const { id, name, member, session, online, lastSeenAt } = item
  const signedIn = session?.state === 'active'
  return (
    <tr aria-selected={selected} data-id={id} tabIndex={first ? 0 : -1}>
      <td className="c-box">
        {signedIn && (
          <label className="tick">
            <input
              type="checkbox"
              checked={selected}
              onChange={() => onSelect(id)}
              aria-label={t('select', { device: name, member: member?.name ?? '' })}
            />
          </label>
        )}
      </td>
      <td className="c-name">
        <span className="dcell">
          <DevicePicture device={item} lamp={signedIn ? (online ? 'on' : 'idle') : 'off'} size="s" />
          <b className="clip">{name}</b>
          {item.linkedBy !== null && <Tag>QR</Tag>}
          {item.shared && <Tag>{t('shared')}</Tag>}
        </span>
      </td>
      <td className="c-dev">{member && <a href={`/admin/members/${member.id}`}>{member.name}</a>}</td>
      <td className="c-state">
        <StateLabel
          tone={signedIn ? (online ? 'on' : 'idle') : 'closed'}
          icon={signedIn ? (online ? 'on' : 'idle') : 'ended'}
        >
          {t(signedIn ? 'in' : 'out')}
        </StateLabel>
      </td>
      <td className="c-hide dim" suppressHydrationWarning>
        {session === null ? '–' : day(session.startedAt, style)}
      </td>
      <td className="c-hide hide-m dim">{item.appVersion ?? '–'}</td>
      <td className="r c-hide dim" suppressHydrationWarning>
        {online ? t('now') : lastSeenAt === null ? '–' : ago(lastSeenAt, now, locale)}
      </td>
    </tr>
  )
}
