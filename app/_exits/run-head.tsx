'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { isOver } from '#domain/exit/run.ts'
import type { RunData } from '#app/_data/exits.ts'
import { Icon } from '#app/_components/icon.tsx'
import { DotList } from '#app/_components/row.tsx'
import { dateTime } from '#app/_components/times.ts'
import { useTimeStyle } from '#app/_components/use-time-style.ts'
import { CancelDialog } from './run-dialogs.tsx'

const DAY_MS = 24 * 60 * 60_000

/** Whose run it is, how far, since when; and the way back while there is one. */
export function RunHead({ data }: { data: RunData }) {
  const t = useTranslations('exits')
  const style = useTimeStyle()
  const [cancelling, setCancelling] = useState(false)
  const { run, mayCancel, now } = data
  const name = run.subject?.name ?? ''
  const done = run.steps.filter(({ state }) => isOver(state)).length
  const facts = [
    t(`runState.${run.state}`),
    t('template', { version: run.template.version }),
    ...(run.startedBy.name === null ? [] : [t('owner', { name: run.startedBy.name })]),
    <time key="at" dateTime={run.startedAt}>
      {dateTime(run.startedAt, style)}
    </time>,
    ...(run.state === 'running' ? [t('day', { n: 1 + Math.floor((now - Date.parse(run.startedAt)) / DAY_MS) })] : []),
  ]
  return (
    <>
      <div className="head items-start!">
        <div className="min-w-0">
          <h1 tabIndex={-1}>{t(`runTitle.${run.kind}`, { name })}</h1>
          <DotList facts={facts} />
        </div>
        <div className="push buttons wide-s">
          {run.subject !== null && data.mayOpenMember && (
            <a className="btn" href={`/admin/members/${run.subject.id}`}>
              {t('toMember')}
            </a>
          )}
          {mayCancel && (
            <button type="button" className="btn" onClick={() => setCancelling(true)}>
              {t('cancel')}
            </button>
          )}
        </div>
      </div>
      <p className="sub num mb-4">
        {t('steps', { done, of: run.steps.length })}
        {run.path !== null && (
          <>
            {' · '}
            {t(`path.${run.path}`)}
          </>
        )}
      </p>
      {run.path === 'departed' && run.state === 'running' && (
        <p className="inset wait mb-4">
          <Icon name="late" />
          <span>{t('pathBody.departed')}</span>
        </p>
      )}
      {run.state === 'cancelled' && run.reason !== null && (
        <p className="inset mb-4">
          <Icon name="closed" />
          <span>{t('cancelledBy', { reason: run.reason })}</span>
        </p>
      )}
      {cancelling && <CancelDialog runId={run.id} onClose={() => setCancelling(false)} />}
    </>
  )
}
