import { useTranslations } from 'next-intl'
import type { ObligationView } from '#protocol/obligation.ts'
import type { Selection } from '#app/_admin/use-selection.ts'
import { Tag } from '#app/_components/tag.tsx'
import { MOST, type Leaver } from './board.ts'

const SHOWN = 100

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
        <div key={leaver.id} className="group leaver">
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
            <h3>{t('handover.leaver', { name: leaver.name, n: leaver.open.length })}</h3>
            {leaver.removed && <span className="st bad">{t('handover.departed')}</span>}
            <a className="push" href={`/admin/exits/${leaver.runId}`}>
              {t('handover.openRun')}
            </a>
          </div>
          <ul className="customers">
            {leaver.open.slice(0, SHOWN).map((one) => (
              <Customer key={one.id} one={one} selection={selection} mayAct={mayAct} />
            ))}
            {leaver.open.length > SHOWN && <li className="dim">{t('duty.more', { n: leaver.open.length - SHOWN })}</li>}
          </ul>
        </div>
      ))}
    </section>
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
