import { useTranslations } from 'next-intl'
import type { RunView } from '#protocol/run.ts'

/** Hand-overs that wait for somebody's word (guide statement C7). */
export function SuperviseList({ runs }: { runs: readonly RunView[] }) {
  const t = useTranslations('handover')
  return (
    <section className="sec" aria-labelledby="supervise">
      <div className="sec-head">
        <h2 id="supervise">{t('supervise')}</h2>
        <span className="sub">{runs.length === 0 ? t('superviseNone') : t('superviseBody')}</span>
      </div>
      {runs.length > 0 && (
        <div className="group">
          <ul className="duties">
            {runs.map((run) => (
              <li key={run.id}>
                <b className="min-w-0">
                  {run.supervisor === null
                    ? t('superviseNobody', { name: run.subject?.name ?? '' })
                    : t('superviseOne', { name: run.subject?.name ?? '', supervisor: run.supervisor.name })}
                </b>
                <a className="btn small" href={`/admin/exits/${run.id}#step-supervisor`}>
                  {t('openRun')}
                  <span className="vh"> {run.subject?.name}</span>
                </a>
              </li>
            ))}
          </ul>
        </div>
      )}
    </section>
  )
}
