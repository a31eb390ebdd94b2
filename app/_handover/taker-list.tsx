'use client'
import { useTranslations } from 'next-intl'
import { useState, type DragEvent } from 'react'
import { MemberPicker, type Picked } from '#app/_duties/member-picker.tsx'
import type { Taker } from './board.ts'

type TakerListProps = {
  readonly takers: readonly Taker[]
  /** Chosen by name beside those who handle customers. */
  readonly added: readonly Picked[]
  readonly onAdd: (one: Picked) => void
  readonly without: readonly string[]
  /** How many customers are selected. */
  readonly n: number
  readonly mayAct: boolean
  readonly onAssign: (to: Picked, dragged?: string) => void
}

/** Who can take customers over: how many they have, and how many more fit. */
export function TakerList({ takers, added, onAdd, without, n, mayAct, onAssign }: TakerListProps) {
  const t = useTranslations('handover')
  const known = new Set(takers.map(({ id }) => id))
  const all: readonly Taker[] = [
    ...takers,
    ...added.filter(({ id }) => !known.has(id)).map((one) => ({ ...one, load: 0, room: null })),
  ]
  return (
    <section className="takers" aria-labelledby="takers">
      <div className="sec-head">
        <h2 id="takers">{t('takers')}</h2>
      </div>
      {mayAct && <p className="sub mb-2">{t('takersHint')}</p>}
      <ul className="group">
        {all.map((taker) => (
          <TakerLine key={taker.id} taker={taker} n={n} mayAct={mayAct} onAssign={onAssign} />
        ))}
      </ul>
      {mayAct && (
        <div className="mt-4">
          <MemberPicker
            label={t('addTaker')}
            value={null}
            onChange={(one) => one && onAdd(one)}
            optional
            without={[...without, ...all.map(({ id }) => id)]}
          />
        </div>
      )}
    </section>
  )
}

type TakerLineProps = Pick<TakerListProps, 'n' | 'mayAct' | 'onAssign'> & { readonly taker: Taker }

function TakerLine({ taker, n, mayAct, onAssign }: TakerLineProps) {
  const t = useTranslations('handover')
  const [over, setOver] = useState(false)
  const full = taker.room === 0
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    onAssign(taker, event.dataTransfer.getData('text/plain'))
  }
  const target = mayAct &&
    !full && {
      onDragOver: (event: DragEvent) => (event.preventDefault(), setOver(true)),
      onDragLeave: () => setOver(false),
      onDrop: drop,
    }
  return (
    <li className="taker" data-over={over ? '' : undefined} {...target}>
      <div className="min-w-0">
        <b>{taker.name}</b>
        <p className="sub num">
          {t('load', { n: taker.load })}
          {taker.room !== null && ` · ${full ? t('full') : t('capacity', { n: taker.room })}`}
        </p>
      </div>
      {mayAct && (
        <button
          type="button"
          className="btn small"
          disabled={n === 0 || full}
          aria-label={n === 0 ? t('assignTo', { name: taker.name }) : t('assign', { n, name: taker.name })}
          onClick={() => onAssign(taker)}
        >
          {t('assignShort', { n })}
        </button>
      )}
    </li>
  )
}
