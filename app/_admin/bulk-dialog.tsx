'use client'
import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState, type FormEvent, useEffectEvent } from 'react'
import { announce } from '#app/_components/announcer.tsx'
import { Dialog } from '#app/_components/dialog.tsx'
import { StepUp } from '#app/_sign-out/step-up.tsx'
import { runBulk, type BulkItem, type Outcome } from './bulk.ts'
import { OutcomeList } from './outcome-list.tsx'
import { ReasonField } from './reason-field.tsx'

type BulkDialogProps = {
  readonly title: string
  /** Asked before anything is done, with a reason; without it the deed begins at once. */
  readonly ask?: { readonly body: string; readonly button: string }
  readonly items: readonly BulkItem[]
  readonly onClose: () => void
}
type Phase = 'ask' | 'step-up' | 'running' | 'over'

/** A bulk action: the question with its reason, then each item's own outcome. It can be stopped; what is done stays done. */
export function BulkDialog({ title, ask, items, onClose }: BulkDialogProps) {
  const t = useTranslations('admin')
  const app = useTranslations('app')
  const [phase, setPhase] = useState<Phase>(ask === undefined ? 'running' : 'ask')
  const [outcomes, setOutcomes] = useState<readonly Outcome[]>([])
  const [left, setLeft] = useState<readonly BulkItem[]>(items)
  const [reason, setReason] = useState('')
  const halted = useRef(false)

  const run = async (some: readonly BulkItem[]) => {
    setPhase('running')
    halted.current = false
    const result = await runBulk({
      items: some.map((item) => (ask === undefined ? item : { ...item, body: { reason } })),
      onOutcome: (outcome) => setOutcomes((before) => [...before, outcome]),
      stopped: () => halted.current,
    })
    setLeft(result.left)
    setPhase(result.stepUp ? 'step-up' : 'over')
  }
  const started = useRef(false)
  // Once, when it opens: what was chosen then is what it is about.
  const begin = useEffectEvent(() => {
    if (ask !== undefined || started.current) return
    started.current = true
    void run(items)
  })
  useEffect(() => begin(), [])
  const done = outcomes.filter(({ problem }) => problem === null).length
  const sayOutcome = useEffectEvent(() => announce(t('bulkDone', { done, total: items.length })))
  useEffect(() => {
    if (phase === 'over') sayOutcome()
  }, [phase])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void run(left)
  }
  return (
    <Dialog
      title={title}
      onClose={() => {
        halted.current = true
        onClose()
      }}
      footer={
        <>
          {phase !== 'running' && (
            <button type="button" className="btn" onClick={onClose}>
              {phase === 'over' ? app('close') : app('cancel')}
            </button>
          )}
          {(phase === 'ask' || phase === 'step-up') && (
            <button type="submit" form={phase === 'ask' ? 'bulk' : 'bulk-step-up'} className="btn main-act">
              {phase === 'ask' ? ask?.button : t('goOn')}
            </button>
          )}
          {phase === 'running' && (
            <button type="button" className="btn" onClick={() => (halted.current = true)}>
              {t('stop')}
            </button>
          )}
        </>
      }
    >
      {phase === 'ask' && (
        <form id="bulk" className="stack" onSubmit={submit}>
          <p>{ask?.body}</p>
          <ReasonField value={reason} onChange={setReason} />
        </form>
      )}
      {phase === 'step-up' && <StepUp formId="bulk-step-up" onDone={() => run(left)} />}
      {(phase === 'running' || phase === 'over') && (
        <OutcomeList outcomes={outcomes} total={items.length} notTried={phase === 'over' ? left.length : 0} />
      )}
    </Dialog>
  )
}
