import { useTranslations } from 'next-intl'
import type { ObligationView } from '#protocol/obligation.ts'
import { StateLabel } from '#app/_components/state-label.tsx'
import { dateTime } from '#app/_components/times.ts'
import { TableHead } from '#app/_components/table-head.tsx'
import { useTimeStyle } from '#app/_components/use-time-style.ts'

const SHOWN = 300

/** To whom each customer went: what a supervisor signs. */
export function HandedTable({ handOvers }: { handOvers: readonly ObligationView[] }) {
  const t = useTranslations()
  const style = useTimeStyle()
  if (handOvers.length === 0) return null
  return (
    <section className="sec" aria-labelledby="handed">
      <div className="sec-head">
        <h2 id="handed">{t('exits.handed')}</h2>
        <span className="sub num">{handOvers.length}</span>
      </div>
      <div className="group tablebox">
        <table className="table cards">
          <TableHead
            caption={t('exits.handed')}
            columns={[t('exits.customer'), t('exits.to'), t('exits.state'), { right: t('exits.when') }]}
          />
          <tbody>
            {handOvers.slice(0, SHOWN).map((one) => (
              <tr key={one.id} className="plain">
                <td className="c-wide">
                  <b>{one.title}</b>
                </td>
                <td>{one.settled?.toName ?? '–'}</td>
                <td>
                  <HandOverLabel one={one} />
                </td>
                <td className="r dim">{one.settled === null ? '' : dateTime(one.settled.at, style)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {handOvers.length > SHOWN && <p className="sub mt-2">{t('duty.more', { n: handOvers.length - SHOWN })}</p>}
    </section>
  )
}

export function HandOverLabel({ one: { state, outcome } }: { one: Pick<ObligationView, 'state' | 'outcome'> }) {
  const t = useTranslations()
  if (state === 'settled')
    return (
      <StateLabel tone="done" icon="done">
        {t('duty.outcome.done')}
      </StateLabel>
    )
  if (state === 'waiting')
    return (
      <StateLabel tone="wait" icon="wait">
        {t('term.waitingTake')}
      </StateLabel>
    )
  if (outcome !== null && outcome !== 'done')
    return (
      <StateLabel tone="bad" icon="bad">
        {t(`duty.outcome.${outcome}`)}
      </StateLabel>
    )
  return (
    <StateLabel tone="idle" icon="idle">
      {t('exits.stepState.open')}
    </StateLabel>
  )
}
