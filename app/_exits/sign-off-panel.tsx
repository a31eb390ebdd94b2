'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { RunDetail } from '#protocol/run.ts'
import { Icon } from '#app/_components/icon.tsx'
import { dateTime } from '#app/_components/times.ts'
import { useTimeStyle } from '#app/_components/use-time-style.ts'
import { SignOffDialog } from './run-dialogs.tsx'

/** What the supervisor is asked, or what they have said. */
export function SignOffPanel({ run, mine }: { run: RunDetail; mine: boolean }) {
  const t = useTranslations('exits')
  const style = useTimeStyle()
  const [asking, setAsking] = useState(false)
  const step = run.steps.find(({ id }) => id === 'supervisor')
  const signed = step?.state === 'done'
  const open = mine && run.state === 'running' && (step?.state === 'open' || step?.state === 'waiting')
  return (
    <div className={signed ? 'inset done' : 'inset wait'} role="status">
      <Icon name={signed ? 'done' : 'wait'} />
      <div className="stack">
        <p>
          {signed
            ? `${t('signedOff')}${step.at === null ? '' : ` ${dateTime(step.at, style)}`}`
            : mine
              ? t('you')
              : t('supervisorIs', { name: run.supervisor?.name ?? '–' })}{' '}
          {t('supervisorRule')}
        </p>
        {open && (
          <div>
            <button type="button" className="btn main-act" onClick={() => setAsking(true)}>
              {t('signOff')}
            </button>
          </div>
        )}
      </div>
      {asking && <SignOffDialog runId={run.id} onClose={() => setAsking(false)} />}
    </div>
  )
}
