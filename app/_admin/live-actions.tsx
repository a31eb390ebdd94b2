import { useTranslations } from 'next-intl'
import { useEffect, useState, useEffectEvent } from 'react'
import { isOpen } from '#domain/sign-out/sign-out.ts'
import type { BoardRowView } from '#protocol/admin.ts'
import { Menu } from '#app/_components/menu.tsx'
import type { BulkItem } from './bulk.ts'
import { BulkDialog } from './bulk-dialog.tsx'
import { SelectionBar } from './selection-bar.tsx'

const DEEDS = ['check', 'remind', 'retry', 'override', 'waive'] as const
type Deed = (typeof DEEDS)[number]

/** For which rows a deed makes sense; the server decides, and says why not, for each. */
const FITS: Record<Deed, (row: BoardRowView) => boolean> = {
  check: ({ state }) => isOpen(state),
  remind: ({ state }) => state === 'awaiting-original' || state === 'declined',
  retry: ({ state }) => isOpen(state) && state !== 'awaiting-original' && state !== 'declined',
  override: ({ state }) => state === 'awaiting-original' || state === 'declined',
  waive: ({ state }) => isOpen(state),
}
const PATH: Record<Deed, (row: BoardRowView) => string> = {
  check: ({ device }) => `/api/v1/devices/${device.id}/check`,
  remind: ({ id }) => `/api/v1/sign-outs/${id}/remind`,
  retry: ({ id }) => `/api/v1/sign-outs/${id}/retry`,
  override: ({ id }) => `/api/v1/admin/sign-outs/${id}/override`,
  waive: ({ id }) => `/api/v1/admin/sign-outs/${id}/waive`,
}

type LiveActionsProps = {
  readonly rows: readonly BoardRowView[]
  readonly n: number
  readonly mayWaive: boolean
  /** A deed that the keyboard asked for. */
  readonly start: Deed | null
  readonly onStarted: () => void
  readonly onClear: () => void
}

/** What can be done with the selected rows, each with its own outcome. */
export function LiveActions({ rows, n, mayWaive, start, onStarted, onClear }: LiveActionsProps) {
  const t = useTranslations('adminLive')
  const [open, setOpen] = useState<{ deed: Deed; items: readonly BulkItem[] } | null>(null)
  const begin = (deed: Deed) => {
    const items = rows
      .filter(FITS[deed])
      .map((row) => ({ id: row.id, name: `${row.member.name} · ${row.device.name}`, path: PATH[deed](row) }))
    setOpen({ deed, items })
  }
  const started = useEffectEvent((deed: Deed) => {
    begin(deed)
    onStarted()
  })
  useEffect(() => {
    if (start !== null) started(start)
  }, [start])
  const offered = DEEDS.filter((deed) => (deed !== 'waive' || mayWaive) && rows.some(FITS[deed]))
  return (
    <>
      <SelectionBar n={n} onClear={onClear}>
        {offered.map((deed, i) => (
          <button key={deed} type="button" className={i < 2 ? 'btn' : 'btn hide-s'} onClick={() => begin(deed)}>
            {t(`do.${deed}`)}
          </button>
        ))}
        {offered.length > 2 && (
          <Menu
            className="only-s"
            label={t('more')}
            items={offered.slice(2).map((deed) => ({ key: deed, label: t(`do.${deed}`), run: () => begin(deed) }))}
          />
        )}
      </SelectionBar>
      {open !== null && (
        <BulkDialog
          key={open.deed}
          title={t(`ask.${open.deed}`, { n: open.items.length })}
          {...(open.deed === 'override' || open.deed === 'waive'
            ? {
                ask: {
                  body: t(`askBody.${open.deed}`),
                  button: t(`button.${open.deed}`, { n: open.items.length }),
                },
              }
            : {})}
          items={open.items}
          onClose={() => setOpen(null)}
        />
      )}
    </>
  )
}
