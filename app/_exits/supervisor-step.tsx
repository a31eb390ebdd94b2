import { useTranslations } from 'next-intl'
import type { StepView } from '#protocol/run.ts'
import type { RunData } from '#app/_data/exits.ts'
import { dateTime } from '#app/_components/times.ts'
import { useTimeStyle } from '#app/_components/use-time-style.ts'

/** Who signs the hand-over off, and since when they are waited for (guide statement C7). */
export function SupervisorStep({ data: { run, viewerId }, step }: { data: RunData; step: StepView }) {
  const t = useTranslations('exits')
  const style = useTimeStyle()
  if (run.supervisor === null) return <p className="sub">{t('supervisorRule')}</p>
  if (run.supervisor.id === viewerId) return <p>{t('you')}</p>
  return (
    <p className="sub">
      {step.at === null
        ? t('supervisorIs', { name: run.supervisor.name })
        : t('waitsFor', { name: run.supervisor.name, at: dateTime(step.at, style) })}{' '}
      {t('supervisorRule')}
    </p>
  )
}
