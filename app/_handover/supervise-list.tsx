import { useTranslations } from 'next-intl'
import type { RunView } from '#protocol/run.ts'
import { Lines, Section } from '#app/_duties/section.tsx'

/** Hand-overs that wait for somebody's word (guide statement C7). */
export function SuperviseList({ runs }: { runs: readonly RunView[] }) {
  const t = useTranslations('handover')
  return (
    <Section id="supervise" title={t('supervise')} sub={runs.length === 0 ? t('superviseNone') : t('superviseBody')}>
      <Lines
        lines={runs.map((run) => ({
          key: run.id,
          title:
            run.supervisor === null
              ? t('superviseNobody', { name: run.subject?.name ?? '' })
              : t('superviseOne', { name: run.subject?.name ?? '', supervisor: run.supervisor.name }),
          act: (
            <a className="btn small" href={`/admin/exits/${run.id}#step-supervisor`}>
              {t('openRun')}
              <span className="vh"> {run.subject?.name}</span>
            </a>
          ),
        }))}
      />
    </Section>
  )
}
