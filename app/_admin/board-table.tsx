'use client'
import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { useTranslations } from 'next-intl'
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { Department } from '#domain/member.ts'
import type { Band } from '#app/_components/lag-band.tsx'
import type { Board } from './board.ts'
import { SelectAll } from './select-all.tsx'
import type { Selection } from './use-selection.ts'
import { BoardRow } from './board-row.tsx'

/** Rows on a desk; cards on a phone are measured as they come. */
const ROW_PX = 41

type BoardTableProps = {
  readonly board: Board
  readonly departments: readonly Department[]
  readonly band: Band
  readonly selection: Selection
  readonly active: string | null
  readonly onActive: (id: string) => void
  readonly onEnd: () => void
}

/** The rows in view, and as much empty room above and below as the others would take: thousands cost no more than thirty. */
export function BoardTable(props: BoardTableProps) {
  const { board, departments, band, selection, active, onActive, onEnd } = props
  const t = useTranslations()
  const body = useRef<HTMLTableSectionElement>(null)
  const [margin, setMargin] = useState(0)
  const { order, rows } = board
  const virtual = useWindowVirtualizer<HTMLTableRowElement>({
    count: order.length,
    estimateSize: () => ROW_PX,
    overscan: 8,
    scrollMargin: margin,
    initialRect: { width: 1280, height: 900 },
    getItemKey: (index) => order[index] ?? index,
  })
  useLayoutEffect(() => {
    const measure = () => {
      const top = body.current === null ? 0 : Math.round(body.current.getBoundingClientRect().top + window.scrollY)
      setMargin((before) => (Math.abs(before - top) > 1 ? top : before))
    }
    measure()
    const watch = new ResizeObserver(measure)
    watch.observe(document.body)
    return () => watch.disconnect()
  }, [])
  const shown = virtual.getVirtualItems()
  const lastShown = shown.at(-1)?.index ?? 0
  useEffect(() => {
    if (lastShown >= order.length - 30) onEnd()
  }, [lastShown, order.length, onEnd])
  useFocusOnActive(active, order, body, (index) => virtual.scrollToIndex(index))

  const names = new Map(departments.map(({ id, name }) => [id, name]))
  const above = Math.max(0, (shown[0]?.start ?? margin) - margin)
  const below = Math.max(0, virtual.getTotalSize() - ((shown.at(-1)?.end ?? margin) - margin))
  const total = board.nextCursor === null ? order.length : Math.max(order.length, board.figures.total)
  return (
    <table className="table cards board" aria-rowcount={total + 1}>
      <caption className="vh">{t('adminLive.caption')}</caption>
      <BoardHead ids={order} selection={selection} />
      <tbody ref={body}>
        <Room px={above} />
        {shown.map(({ index, key }) => {
          const row = rows.get(order[index] ?? '')
          return (
            row && (
              <BoardRow
                key={String(key)}
                row={row}
                index={index}
                department={names.get(row.member.departmentId ?? '') ?? ''}
                band={band}
                selected={selection.chosen.has(row.id)}
                active={row.id === (active ?? order[0])}
                measure={virtual.measureElement}
                onSelect={selection.toggle}
                onActive={onActive}
              />
            )
          )
        })}
        <Room px={below} />
      </tbody>
    </table>
  )
}

function BoardHead({ ids, selection }: { ids: readonly string[]; selection: Selection }) {
  const t = useTranslations()
  return (
    <thead>
      <tr aria-rowindex={1}>
        <th scope="col" className="c-box w-box">
          <SelectAll ids={ids} selection={selection} />
        </th>
        <th scope="col">{t('term.member')}</th>
        <th scope="col" className="hide-m hide-l w-dept">
          {t('admin.department')}
        </th>
        <th scope="col">{t('admin.device')}</th>
        <th scope="col" className="w-state">
          {t('admin.state')}
        </th>
        <th scope="col" className="r w-lag">
          {t('term.syncLag')}
        </th>
        <th scope="col" className="hide-m w-by">
          {t('adminLive.askedBy')}
        </th>
        <th scope="col" className="r w-heard">
          {t('adminLive.heard')}
        </th>
      </tr>
    </thead>
  )
}

function Room({ px }: { px: number }) {
  if (px === 0) return null
  return (
    <tr className="room" aria-hidden="true">
      <td style={{ height: px }} />
    </tr>
  )
}

/** Moves the focus to the row that the keyboard chose, which may have to be scrolled to before it exists. */
function useFocusOnActive(
  active: string | null,
  order: readonly string[],
  body: { readonly current: HTMLElement | null },
  scrollTo: (index: number) => void,
): void {
  const latest = useRef({ order, scrollTo })
  useEffect(() => {
    latest.current = { order, scrollTo }
  })
  const focus = useCallback(
    (id: string) => {
      const row = [...(body.current?.querySelectorAll<HTMLElement>('tr[data-id]') ?? [])].find(
        (r) => r.dataset.id === id,
      )
      if (row === undefined) return false
      if (!row.contains(document.activeElement)) row.focus({ preventScroll: false })
      return true
    },
    [body],
  )
  useEffect(() => {
    if (active === null || focus(active)) return
    latest.current.scrollTo(latest.current.order.indexOf(active))
    const frame = requestAnimationFrame(() => requestAnimationFrame(() => focus(active)))
    return () => cancelAnimationFrame(frame)
  }, [active, focus])
}
