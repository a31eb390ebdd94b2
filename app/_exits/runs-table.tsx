import { useTranslations } from 'next-intl'
import { isOver } from '#domain/exit/run.ts'
import type { RunView } from '#protocol/run.ts'
import { StateLabel } from '#app/_components/state-label.tsx'
import { dateTime } from '#app/_components/times.ts'
import { TableHead } from '#app/_components/table-head.tsx'
import { useTimeStyle } from '#app/_components/use-time-style.ts'
import { STEP_LOOK } from './step-look.ts'

/** The procedures: whose, how far, and what each waits for. */
export function RunsTable({ runs }: { runs: readonly RunView[] }) {
  const t = useTranslations('exits')
  const style = useTimeStyle()
  return (
    <div className="group tablebox">
      <table className="table cards roomy">
        <TableHead
          caption={t('caption')}
          columns={[
            t('who'),
            t('what'),
            t('state'),
            t('next'),
            t('progress'),
            t('startedBy'),
            { right: t('startedAt') },
          ]}
        />
        <tbody>
          {runs.map((run) => (
            <tr key={run.id} className="plain">
              <td className="c-wide">
                <a
                  href={
                    run.kind === 'closing' && run.state === 'running' ? '/admin/deregister' : `/admin/exits/${run.id}`
                  }
                >
                  <b>{run.subject?.name ?? t('company')}</b>
                </a>
              </td>
              <td>{t(`kind.${run.kind}`)}</td>
              <td>
                <RunLabel state={run.state} />
              </td>
              <td className="c-wide wrap">
                <WaitsFor run={run} />
              </td>
              <td className="num" data-label={t('progress')}>
                {t('progressOf', { done: run.steps.filter(({ state }) => isOver(state)).length, of: run.steps.length })}
              </td>
              <td className="dim" data-label={t('startedBy')}>
                {run.startedBy.name}
              </td>
              <td className="r dim">
                <time dateTime={run.startedAt}>{dateTime(run.startedAt, style)}</time>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

export function RunLabel({ state }: Pick<RunView, 'state'>) {
  const t = useTranslations('exits')
  const look = { running: ['work', 'work'], done: ['done', 'done'], cancelled: ['closed', 'closed'] } as const
  const [tone, icon] = look[state]
  return (
    <StateLabel tone={tone} icon={icon}>
      {t(`runState.${state}`)}
    </StateLabel>
  )
}

/** The first step that somebody or something is waited for at; a failed one before all. */
function WaitsFor({ run }: { run: RunView }) {
  const t = useTranslations('exits')
  if (run.state !== 'running') return null
  const step =
    run.steps.find(({ state }) => state === 'failed') ??
    run.steps.find(({ state }) => state === 'open') ??
    run.steps.find(({ state }) => state === 'waiting')
  if (step === undefined) return null
  const { tone, icon } = STEP_LOOK[step.state]
  return (
    <StateLabel tone={step.state === 'open' || tone === 'locked' ? 'closed' : tone} icon={icon}>
      {t(`step.${step.id}.todo`)}
      {step.id === 'supervisor' && run.supervisor !== null && ` · ${run.supervisor.name}`}
      {step.state === 'waiting' && step.progress.of > 0 && ` · ${t('progressOf', step.progress)}`}
    </StateLabel>
  )
}
