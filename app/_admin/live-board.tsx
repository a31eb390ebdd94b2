'use client'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useCallback, useMemo, useRef, useState, useEffect } from 'react'
import type { LiveData } from '#app/_data/admin-live.ts'
import { Empty } from '#app/_components/empty.tsx'
import { Icon } from '#app/_components/icon.tsx'
import { announce } from '#app/_components/announcer.tsx'
import { updatesOf } from './board.ts'
import { openPath } from './board-row.tsx'
import { BoardTable } from './board-table.tsx'
import { useAdminKeys } from './admin-keys.tsx'
import { ForceDialog } from './force-dialog.tsx'
import { LagStrip } from './lag-histogram.tsx'
import { LiveActions } from './live-actions.tsx'
import { LiveCounts } from './live-counts.tsx'
import { LiveFilterBar } from './live-filter-bar.tsx'
import { apiQuery, type LiveFilters } from './live-filters.ts'
import { useBoard } from './use-board.ts'
import { useBoardKeys } from './use-board-keys.ts'
import { useSelection } from './use-selection.ts'

type LiveBoardProps = { readonly data: LiveData; readonly filters: LiveFilters }

/** Every sign-out that runs, and who is waited for: the room from which an administrator watches. */
export function LiveBoard({ data, filters }: LiveBoardProps) {
  const t = useTranslations('adminLive')
  const router = useRouter()
  const [paused, setPaused] = useState(false)
  const [inside, setInside] = useState({ pointer: false, focus: false })
  const address = JSON.stringify(filters)
  const asked = useMemo(() => JSON.parse(address) as LiveFilters, [address])
  const still = inside.pointer || inside.focus
  const { board, missed, apply, more } = useBoard(data.live, { filters: asked, still, paused })
  const selection = useSelection()
  const { chosen, toggle, clear } = selection
  const [active, setActive] = useState<string | null>(null)
  const onEnd = useRef(more)
  useEffect(() => {
    onEnd.current = more
  })
  const end = useCallback(() => onEnd.current(), [])
  const [deed, setDeed] = useState<'check' | null>(null)
  const [forcing, setForcing] = useState<string | null>(null)
  const { letters, open } = useAdminKeys()

  const current = active ?? board.order[0]
  const row = current === undefined ? undefined : board.rows.get(current)
  const move = (by: 1 | -1) => {
    const at = active === null ? -1 : board.order.indexOf(active)
    setActive(board.order[Math.min(board.order.length - 1, Math.max(0, at + by))] ?? null)
  }
  const pause = () => {
    setPaused(!paused)
    announce(t(paused ? 'goesOn' : 'isPaused'))
  }
  useBoardKeys({
    move,
    select: () => row && toggle(row.id),
    open: () => row && router.push(openPath(row)),
    end: () => row && setForcing(row.memberId),
    check: () => (chosen.size > 0 || row !== undefined ? setDeed('check') : undefined),
    pause,
    clear,
  })
  const updates = paused ? missed : updatesOf(board)
  const rows = [...chosen].flatMap((id) => board.rows.get(id) ?? [])
  const acting = chosen.size === 0 && row !== undefined ? [row] : rows
  return (
    <main className="col wide" id="main">
      <div className="head">
        <h1 tabIndex={-1}>{t('title')}</h1>
        <span className="sub num hide-s">{t('total', { n: board.figures.total })}</span>
        <div className="push buttons">
          <button type="button" className="flat hide-s" onClick={() => open('palette')}>
            <span className="vh">{t('palette')}</span>
            <kbd>⌘ K</kbd>
          </button>
          <button type="button" className="btn" aria-pressed={paused} onClick={pause}>
            <Icon name={paused ? 'sync' : 'pause'} />
            {t(paused ? 'resume' : 'pause')}
          </button>
        </div>
      </div>
      <LiveCounts figures={board.figures} filters={filters} />
      <LagStrip lag={board.figures.lag} band={data.band} />
      <LiveFilterBar
        filters={filters}
        departments={data.departments}
        keys={letters}
        updates={updates}
        onApply={paused ? () => setPaused(false) : apply}
      />
      {board.order.length === 0 ? (
        <NothingRuns filtered={apiQuery(filters) !== ''} />
      ) : (
        <div
          className="group tablebox"
          onPointerEnter={(event) => event.pointerType === 'mouse' && setInside({ ...inside, pointer: true })}
          onPointerLeave={() => setInside({ ...inside, pointer: false })}
          onFocus={() => setInside({ ...inside, focus: true })}
          onBlur={({ currentTarget, relatedTarget }) =>
            setInside({ ...inside, focus: relatedTarget instanceof Node && currentTarget.contains(relatedTarget) })
          }
        >
          <BoardTable
            board={board}
            departments={data.departments}
            band={data.band}
            selection={selection}
            active={active}
            onActive={setActive}
            onEnd={end}
          />
        </div>
      )}
      <LiveActions
        rows={acting}
        n={chosen.size}
        mayWaive={data.mayWaive}
        start={deed}
        onStarted={() => setDeed(null)}
        onClear={clear}
      />
      {forcing !== null && (
        <ForceDialog
          target={{ members: [forcing] }}
          who={new Map([...board.rows.values()].map(({ member }) => [member.id, member.name]))}
          onClose={() => setForcing(null)}
        />
      )}
    </main>
  )
}

function NothingRuns({ filtered }: { filtered: boolean }) {
  const t = useTranslations()
  return (
    <div className="group">
      <Empty
        action={
          <a className="btn" href={filtered ? '/admin/live' : '/admin/members'}>
            {filtered ? t('admin.showAll') : t('adminLive.toMembers')}
          </a>
        }
      >
        {filtered ? t('adminLive.emptyFiltered') : t('adminLive.empty')}
      </Empty>
    </div>
  )
}
