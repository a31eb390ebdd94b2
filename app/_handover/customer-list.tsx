import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { ObligationView } from '#protocol/obligation.ts'
import type { Selection } from '#app/_admin/use-selection.ts'
import { Tag } from '#app/_components/tag.tsx'
import { MOST, type Leaver } from './board.ts'

type ListProps = { readonly selection: Selection; readonly mayAct: boolean }

/** Who has nobody, by the one who leaves. */
export function CustomerList({ leavers, selection, mayAct }: ListProps & { readonly leavers: readonly Leaver[] }) {
  const t = useTranslations()
  const some = leavers.filter(({ open }) => open.length > 0)
  return (
    <section aria-labelledby="left">
      <div className="sec-head">
        <h2 id="left">{t('handover.leavers')}</h2>
      </div>
      {some.length === 0 && <p className="sub">{t('handover.empty')}</p>}
      {some.map((leaver) => (
        <LeaverGroup key={leaver.id} leaver={leaver} selection={selection} mayAct={mayAct} />
      ))}
    </section>
  )
}

/** One leaver's customers, a hundred at a time: so many go in one call. */
function LeaverGroup({ leaver, selection, mayAct }: ListProps & { readonly leaver: Leaver }) {
  const t = useTranslations()
  const [shown, setShown] = useState(MOST)
  const more = Math.min(MOST, leaver.open.length - shown)
  const beyond = leaver.total - leaver.open.length
  return (
    <div className="group leaver">
      <div className="leaver-head">
        {mayAct && (
          <label className="tick">
            <input
              type="checkbox"
              aria-label={t('handover.selectAll', { name: leaver.name })}
              checked={leaver.open.slice(0, MOST).every(({ id }) => selection.chosen.has(id))}
              onChange={(event) => selectAll(selection, leaver, event.target.checked)}
            />
          </label>
        )}
        <h3>{t('handover.leaver', { name: leaver.name, n: leaver.total })}</h3>
        {leaver.removed && <span className="st bad">{t('handover.departed')}</span>}
        <a className="push" href={`/admin/exits/${leaver.runId}`}>
          {t('handover.openRun')}
        </a>
      </div>
      <ul className="customers">
        {leaver.open.slice(0, shown).map((one) => (
          <Customer key={one.id} one={one} selection={selection} mayAct={mayAct} />
        ))}
      </ul>
      {(more > 0 || beyond > 0) && (
        <div className="leaver-more">
          {more > 0 && (
            <button type="button" className="btn small" onClick={() => setShown(shown + MOST)}>
              {t('handover.showMore', { n: more })}
              <span className="vh"> {leaver.name}</span>
            </button>
          )}
          <span className="sub num">
            {t('handover.shownOf', { n: Math.min(shown, leaver.open.length), of: leaver.total })}
            {more <= 0 && beyond > 0 && ` ${t('handover.beyond')}`}
          </span>
        </div>
      )}
    </div>
  )
}

function selectAll(selection: Selection, { open }: Leaver, on: boolean): void {
  const ids = open.slice(0, MOST).map(({ id }) => id)
  const others = [...selection.chosen].filter((id) => !open.some((one) => one.id === id))
  selection.set(on ? [...others, ...ids] : others)
}

type CustomerProps = ListProps & { readonly one: ObligationView }

/** One customer: a tick for the keyboard, a handle for the pointer. */
export function Customer({ one, selection: { chosen, toggle }, mayAct }: CustomerProps) {
  const t = useTranslations('duty')
  return (
    <li draggable={mayAct} onDragStart={(event) => event.dataTransfer.setData('text/plain', one.id)}>
      <label className="tick">
        {mayAct && <input type="checkbox" checked={chosen.has(one.id)} onChange={() => toggle(one.id)} />}
        <b className="font-normal">
          {one.title} {one.kind === 'customer-group' && <Tag>{t('kind.customer-group')}</Tag>}
          {one.outcome !== null && one.outcome !== 'done' && (
            <span className="st bad">{t(`outcome.${one.outcome}`)}</span>
          )}
        </b>
      </label>
    </li>
  )
}
