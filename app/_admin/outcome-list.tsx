import { useTranslations } from 'next-intl'
import { StateLabel } from '#app/_components/state-label.tsx'
import { useProblemText } from '#app/_live/problem-text.ts'
import type { Outcome } from './bulk.ts'

type OutcomeListProps = { readonly outcomes: readonly Outcome[]; readonly total: number; readonly notTried: number }

/** What happened to each item; refusals first, because they are what remains to do. */
export function OutcomeList({ outcomes, total, notTried }: OutcomeListProps) {
  const t = useTranslations('admin')
  const text = useProblemText()
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
        {[...refused, ...outcomes.filter(({ problem }) => problem === null)].map(({ item, problem }) => (
          <li key={item.id}>
            <span>{item.name}</span>
            <StateLabel tone={problem === null ? 'done' : 'bad'} icon={problem === null ? 'done' : 'bad'}>
              {problem === null ? t('done') : text(problem)}
            </StateLabel>
          </li>
        ))}
      </ul>
    </div>
  )
}
