'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { StepView } from '#protocol/run.ts'
import { ProblemLine } from '#app/_components/problem-line.tsx'
import type { RunData } from '#app/_data/exits.ts'
import { useDeed } from '#app/_admin/use-deed.ts'
import { SignOffDialog, WaiveDialog } from './run-dialogs.tsx'
import { StepDialog } from './step-dialog.tsx'

type StepActsProps = { readonly data: RunData; readonly step: StepView }
type Open = 'act' | 'waive' | 'sign-off'

/** What can be done about a step now. What the server would refuse is not offered. */
export function StepActs({ data: { run, mayAct, viewerId }, step }: StepActsProps) {
  const t = useTranslations('exits')
  const [open, setOpen] = useState<Open | null>(null)
  const retry = useDeed<unknown>(() => ['POST', `/api/v1/admin/runs/${run.id}/steps/${step.id}/retry`])
  if (run.state !== 'running') return null
  const signs = step.id === 'supervisor' && run.supervisor?.id === viewerId
  if (!mayAct && !signs) return null
  const close = () => setOpen(null)
  const acts = mayAct && mayBeAsked(step)
  return (
    <div className="step-acts">
      {signs && (
        <button type="button" className="btn main-act" onClick={() => setOpen('sign-off')}>
          {t('signOff')}
        </button>
      )}
      {acts && (
        <button type="button" className={step.state === 'open' ? 'btn main-act' : 'btn'} onClick={() => setOpen('act')}>
          {t(`step.${step.id}.button`)}
        </button>
      )}
      {mayAct && step.state === 'failed' && (
        <button type="button" className="btn" disabled={retry.busy} onClick={() => void retry.run()}>
          {t('retry')}
        </button>
      )}
      {mayAct && step.waivable && (
        <button type="button" className="btn" onClick={() => setOpen('waive')}>
          {t('waive')}
        </button>
      )}
      <ProblemLine text={retry.problem} />
      {open === 'act' && <StepDialog run={run} step={step} onClose={close} />}
      {open === 'waive' && <WaiveDialog runId={run.id} step={step} onClose={close} />}
      {open === 'sign-off' && <SignOffDialog runId={run.id} onClose={close} />}
    </div>
  )
}

/** A step that waits for devices or for a word has been asked already; a hand-over that waits can take more. */
function mayBeAsked({ id, state }: StepView): boolean {
  if (state === 'open') return true
  return state === 'waiting' && (id === 'hand-over' || id === 'supervisor' || id === 'reclaim')
}
