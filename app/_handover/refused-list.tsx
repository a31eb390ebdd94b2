import { useTranslations } from 'next-intl'
import type { ObligationView } from '#protocol/obligation.ts'
import type { Selection } from '#app/_admin/use-selection.ts'
import { Customer } from './customer-list.tsx'

type RefusedListProps = {
  readonly refused: readonly ObligationView[]
  readonly selection: Selection
  readonly mayAct: boolean
}

/** Who said no, or found a taker full: they need another member, before all others. */
export function RefusedList({ refused, selection, mayAct }: RefusedListProps) {
  const t = useTranslations('handover')
  if (refused.length === 0) return null
  return (
    <section className="mb-6" aria-labelledby="refused">
      <div className="sec-head">
        <h2 id="refused">{t('refused')}</h2>
        <span className="sub">{t('refusedBody')}</span>
      </div>
      <div className="group leaver">
        <ul className="customers">
          {refused.map((one) => (
            <Customer key={one.id} one={one} selection={selection} mayAct={mayAct} />
          ))}
        </ul>
      </div>
    </section>
  )
}
