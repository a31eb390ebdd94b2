import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import type { ObligationView } from '#protocol/obligation.ts'
import { DotList } from '#app/_components/row.tsx'
import { useDutyFacts } from './duty-facts.ts'

type DutyListProps = {
  readonly duties: readonly ObligationView[]
  /** How many there are, when not all of them are here. */
  readonly total?: number | null
  readonly acts?: (duty: ObligationView) => ReactNode
}

/** What hangs on somebody, one line each: title, facts, what can be done. */
export function DutyList({ duties, total, acts }: DutyListProps) {
  const t = useTranslations('duty')
  const factsOf = useDutyFacts()
  const more = (total ?? duties.length) - duties.length
  return (
    <ul className="duties">
      {duties.map((duty) => {
        const facts = factsOf(duty)
        return (
          <li key={duty.id}>
            <div className="min-w-0">
              <b>{duty.title}</b>
              {facts.length > 0 && <DotList facts={facts} />}
            </div>
            {acts?.(duty)}
          </li>
        )
      })}
      {more > 0 && <li className="dim">{t('more', { n: more })}</li>}
    </ul>
  )
}
