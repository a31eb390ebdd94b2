import { useTranslations } from 'next-intl'
import type { ObligationView } from '#protocol/obligation.ts'
import { GUIDE } from '#domain/guide.ts'
import type { RunData } from '#app/_data/exits.ts'
import { StateLabel } from '#app/_components/state-label.tsx'
import { GuideTag } from '#app/_components/tag.tsx'

type HandOverCounts = {
  readonly done: number
  readonly waiting: number
  readonly refused: number
  readonly open: number
}

/** Where a leaver's customers are: with a taker, on the way, refused or full, or with nobody yet. */
function handOverCounts({ run, customers }: RunData): HandOverCounts {
  const refused = customers.filter(({ outcome }) => outcome !== null && outcome !== 'done').length
  const of = (state: ObligationView['state']) => run.handOvers.filter((one) => one.state === state).length
  const left = (run.open['customer'] ?? 0) + (run.open['customer-group'] ?? 0)
  const waiting = of('waiting')
  return { done: of('settled'), waiting, refused, open: Math.max(0, left - waiting - refused) }
}

/** The state of the hand-over, the guide's figure for what is lost here (R35), and the way to assign one by one. */
export function HandOverStep({ data }: { data: RunData }) {
  const { run, mayAct } = data
  const t = useTranslations('exits')
  const { done, waiting, refused, open } = handOverCounts(data)
  const parts = [
    { key: 'done', n: done, tone: 'done', icon: 'done' },
    { key: 'waiting', n: waiting, tone: 'wait', icon: 'wait' },
    { key: 'refused', n: refused, tone: 'bad', icon: 'bad' },
    { key: 'open', n: open, tone: 'closed', icon: 'idle' },
  ] as const
  const some = parts.filter(({ n }) => n > 0)
  return (
    <>
      {some.length > 0 && (
        <>
          <div className="parts" aria-hidden="true">
            {some.map(({ key, n, tone }) => (
              <i key={key} className={tone} style={{ flexGrow: n }} />
            ))}
          </div>
          <p className="sum">
            {some.map(({ key, n, tone, icon }) => (
              <StateLabel key={key} tone={tone} icon={icon}>
                {t(`handCount.${key}`, { n })}
              </StateLabel>
            ))}
          </p>
        </>
      )}
      {run.path === 'departed' && <p className="sub">{t('pathBody.departed')}</p>}
      <p className="sub">
        {t('loss', { pct: GUIDE.offboarding.lossPct })} <GuideTag /> {t('lossNote')}
      </p>
      {mayAct && open + waiting + refused > 0 && (
        <p>
          <a href={`/admin/handover?run=${run.id}`}>{refused > 0 ? t('reassign', { n: refused }) : t('assign')}</a>
        </p>
      )}
    </>
  )
}
