'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { RunDetail } from '#protocol/run.ts'
import { Icon } from '#app/_components/icon.tsx'
import { bytes, dateTime } from '#app/_components/times.ts'
import { useTimeStyle } from '#app/_components/use-time-style.ts'
import { DeedDialog } from '#app/_admin/deed-dialog.tsx'
import { useDeed } from '#app/_admin/use-deed.ts'

type Condition = NonNullable<RunDetail['conditions']>[number]
const LOOK = { met: ['done', 'done'], unmet: ['bad', 'bad'], stale: ['wait', 'late'] } as const

/** The three conditions as they are now, each with what can be done about it (guide statements 8.2 to 8.4). */
export function Conditions({ run, mayAct }: { run: RunDetail; mayAct: boolean }) {
  const t = useTranslations('closing')
  return (
    <section aria-labelledby="conditions">
      <div className="sec-head">
        <h2 id="conditions">{t('conditions')}</h2>
      </div>
      <ul className="group conditions">
        {(run.conditions ?? []).map((condition) => {
          const [tone, icon] = LOOK[condition.state]
          return (
            <li key={condition.id} className={tone}>
              <Icon name={icon} />
              <div className="min-w-0">
                <span className="vh">{t(condition.state)}: </span>
                <ConditionWords condition={condition} />
                {condition.id === 'backup' && <BackupLine run={run} />}
              </div>
              {mayAct && <ConditionAct run={run} condition={condition} />}
            </li>
          )
        })}
      </ul>
    </section>
  )
}

function ConditionWords({ condition: { id, state, count } }: { condition: Condition }) {
  const t = useTranslations('closing')
  const n = count ?? 0
  if (id === 'backup') return t(`backup.${state}`)
  return state === 'met' ? t(`${id}.met`) : t(`${id}.unmet`, { n })
}

function ConditionAct({ run, condition }: { run: RunDetail; condition: Condition }) {
  const t = useTranslations('closing')
  const [open, setOpen] = useState(false)
  const { id, state } = condition
  if (id === 'members')
    return state === 'met' ? null : (
      <a className="btn small" href="/admin/members">
        {t('open')}
      </a>
    )
  if (id === 'bills')
    return state === 'met' ? null : (
      <a className="btn small" href="#bills">
        {t('open')}
      </a>
    )
  return (
    <>
      <button type="button" className="btn small" onClick={() => setOpen(true)}>
        {t(state === 'unmet' ? 'backupDo' : 'backupAgain')}
      </button>
      {open && <BackupDialog runId={run.id} onClose={() => setOpen(false)} />}
    </>
  )
}

function BackupDialog({ runId, onClose }: { runId: string; onClose: () => void }) {
  const t = useTranslations('closing')
  const deed = useDeed<unknown>(() => ['POST', `/api/v1/admin/runs/${runId}/steps/backup`, {}], onClose)
  return (
    <DeedDialog title={t('backupTitle')} button={t('backupDo')} deed={deed} onClose={onClose}>
      <p>{t('backupBody')}</p>
    </DeedDialog>
  )
}

/** The backup that there is: how large, with which sum, and where it lies while its link is good. */
function BackupLine({ run }: { run: RunDetail }) {
  const t = useTranslations('exits')
  const style = useTimeStyle()
  const evidence = run.steps.find(({ id }) => id === 'backup')?.evidence
  if (evidence == null) return null
  const { url, rows, bytes: size, sha256, expiresAt } = evidence
  if (typeof url !== 'string' || typeof rows !== 'number' || typeof size !== 'number') return null
  return (
    <p className="sub num">
      {t('backupFacts', { rows, size: bytes(size) })}
      {typeof sha256 === 'string' && (
        <span className="mono" title={sha256}>
          {` ${sha256.slice(0, 4)}…${sha256.slice(-4)}`}
        </span>
      )}
      {' · '}
      <a href={url}>{t('download')}</a>
      {typeof expiresAt === 'string' && ` · ${t('goodUntil', { at: dateTime(expiresAt, style) })}`}
    </p>
  )
}
