'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { ObligationsSettled } from '#protocol/obligation.ts'
import { announce } from '#app/_components/announcer.tsx'
import { Inset } from '#app/_components/notice.tsx'
import { DeedDialog } from '#app/_admin/deed-dialog.tsx'
import { useDeed } from '#app/_admin/use-deed.ts'
import { useSelection } from '#app/_admin/use-selection.ts'
import type { Picked } from '#app/_duties/member-picker.tsx'
import { MOST, type HandOverBoard } from './board.ts'
import { CustomerList } from './customer-list.tsx'
import { RefusedList } from './refused-list.tsx'
import { SuperviseList } from './supervise-list.tsx'
import { TakerList } from './taker-list.tsx'
import { WaitingList } from './waiting-list.tsx'

type HandOverBoardProps = { readonly board: HandOverBoard; readonly mayAct: boolean; readonly waits: boolean }

/** Customers left, takers right: dragged, or selected and assigned with the keyboard. What is refused comes back to the top. */
export function HandOverBoardView({ board, mayAct, waits }: HandOverBoardProps) {
  const t = useTranslations('handover')
  const selection = useSelection()
  const [added, setAdded] = useState<readonly Picked[]>([])
  const [asked, setAsked] = useState<{ readonly ids: readonly string[]; readonly to: Picked } | null>(null)
  const open = [...board.refused, ...board.leavers.flatMap((leaver) => leaver.open)]
  const chosen = open.filter(({ id }) => selection.chosen.has(id)).map(({ id }) => id)
  const room = asked === null ? null : (board.takers.find(({ id }) => id === asked.to.id)?.room ?? null)
  const deed = useDeed<ObligationsSettled>(
    () => ['POST', '/api/v1/admin/obligations/settle', { ids: asked?.ids ?? [], act: 'hand-over', to: asked?.to.id }],
    ({ items }) => {
      const full = items.filter(({ state }) => state === 'open').length
      const done = items.length - full
      const name = asked?.to.name ?? ''
      if (full > 0) announce(t('partly', { done, full, name }))
      else announce(t(waits ? 'waitingSay' : 'assigned', { n: done, name }))
      selection.clear()
      setAsked(null)
    },
  )
  const assign = (to: Picked, dragged?: string) => {
    const all = dragged === undefined || chosen.includes(dragged) ? chosen : [dragged]
    if (all.length === 0) return
    setAsked({ ids: all.slice(0, MOST), to })
  }
  const nothing = open.length === 0 && board.waiting.length === 0
  return (
    <>
      {nothing ? null : (
        <div className="hand-over">
          <div className="min-w-0">
            <RefusedList refused={board.refused} selection={selection} mayAct={mayAct} />
            <CustomerList leavers={board.leavers} selection={selection} mayAct={mayAct} />
          </div>
          <TakerList
            takers={board.takers}
            added={added}
            onAdd={(one) => setAdded((before) => [...before.filter(({ id }) => id !== one.id), one])}
            without={board.leavers.map(({ id }) => id)}
            n={chosen.length}
            mayAct={mayAct}
            onAssign={assign}
          />
        </div>
      )}
      {asked !== null && (
        <DeedDialog
          title={t('assignTitle', { n: asked.ids.length, name: asked.to.name })}
          button={t('assign', { n: asked.ids.length, name: asked.to.name })}
          deed={deed}
          onClose={() => setAsked(null)}
        >
          {room !== null && room < asked.ids.length ? (
            <Inset tone="wait" icon="late">
              <p>{t('fits', { n: room })}</p>
            </Inset>
          ) : (
            <p>{t(waits ? 'assignWaits' : 'assignNow')}</p>
          )}
          {chosen.length > MOST && <p className="sub">{t('limit')}</p>}
        </DeedDialog>
      )}
      <WaitingList waiting={board.waiting} mayAct={mayAct} />
      <SuperviseList runs={board.supervise} />
    </>
  )
}
