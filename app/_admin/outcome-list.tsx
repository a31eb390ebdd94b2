import { useTranslations } from 'next-intl'
import { StateLabel } from '#app/_components/state-label.tsx'
import { useProblemText } from '#app/_live/problem-text.ts'
import type { Outcome } from './bulk.ts'

type OutcomeListProps = { readonly outcomes: readonly Outcome[]; readonly total: number; readonly notTried: number }

/** What happened to each item; refusals first, because they are what remains to do. */
export function OutcomeList({ outcomes, total, notTried }: OutcomeListProps) {
  const t = useTranslations('admin')
  const refused = outcomes.filter(({ problem }) => problem !== null)
  return (
    <div className="stack">
      <p className="num">{t('progress', { done: outcomes.length, total })}</p>
      <progress
        className="progress"
        max={total}
        value={outcomes.length}
        aria-label={t('progress', { done: outcomes.length, total })}
      />
      {notTried > 0 && <p className="sub">{t('notTried', { n: notTried })}</p>}
      <ul className="outcomes">
        {[...refused, ...outcomes.filter(({ problem }) => problem === null)].map((outcome) => (
          <li key={outcome.item.id}>
            <span>{outcome.item.name}</span>
            <OutcomeLabel outcome={outcome} />
          </li>
        ))}
      </ul>
    </div>
  )
}

/** A device that is not there was asked for nothing yet: that is no success (mission.md, rule 1). */
function OutcomeLabel({ outcome: { problem, online } }: { outcome: Outcome }) {
  const t = useTranslations('admin')
  const text = useProblemText()
  if (problem !== null) {
    return (
      <StateLabel tone="bad" icon="bad">
        {text(problem)}
      </StateLabel>
    )
  }
  if (online === false) {
    return (
      <StateLabel tone="closed" icon="offline">
        {t('checkedOffline')}
      </StateLabel>
    )
  }
  return (
    <StateLabel tone="done" icon="done">
      {t(online === undefined ? 'done' : 'checked')}
    </StateLabel>
  )
}
