'use client'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState, type FormEvent } from 'react'
import { Dialog } from '#app/_components/dialog.tsx'
import { ProblemLine } from '#app/_components/problem-line.tsx'
import { useProblemText } from '#app/_live/problem-text.ts'
import { StepUp } from '#app/_sign-out/step-up.tsx'
import { BatchProgress } from './batch-progress.tsx'
import { confirmForce, previewForce, type Batch, type ForceAsk, type ForceTarget, type Found } from './force.ts'
import { ForceOptions, type ForceOptionsValue } from './force-options.tsx'
import { ForcePreviewFacts, activeOf, type Who } from './force-preview.tsx'
import { ReasonField } from './reason-field.tsx'

type ForceDialogProps = {
  readonly target: ForceTarget
  /** What was already asked beside; without it the dialog begins with the reason. */
  readonly asked?: Omit<ForceAsk, 'target'>
  readonly who?: Who
  readonly onClose: () => void
  readonly onEnded?: () => void
}
type Phase =
  | { readonly at: 'ask' }
  | { readonly at: 'preview' | 'step-up'; readonly found: Found }
  | { readonly at: 'batch'; readonly batch: Batch; readonly found: Found }

const NOBODY: Who = new Map()

/** Force sign-out: reason → what it would do → the password once more → how far it is. Nothing happens before the second question is answered. */
export function ForceDialog({ target, asked, who = NOBODY, onClose, onEnded }: ForceDialogProps) {
  const t = useTranslations('adminForce')
  const admin = useTranslations('admin')
  const app = useTranslations('app')
  const text = useProblemText()
  const router = useRouter()
  const [phase, setPhase] = useState<Phase>({ at: 'ask' })
  const [reason, setReason] = useState(asked?.reason ?? '')
  const [options, setOptions] = useState<ForceOptionsValue>(asked?.options ?? {})
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)

  const look = async () => {
    setBusy(true)
    const answer = await previewForce({ target, options, reason })
    setBusy(false)
    setProblem(answer.kind === 'problem' ? text(answer.problem) : null)
    if (answer.kind === 'ok') setPhase({ at: 'preview', found: answer.value })
  }
  const confirm = async (found: Found) => {
    setBusy(true)
    const answer = await confirmForce(found.previewId, reason)
    setBusy(false)
    if (answer.kind === 'step-up') return setPhase({ at: 'step-up', found })
    if (answer.kind === 'problem') {
      const expired = answer.problem.code === 'preview_expired'
      setProblem(expired ? t('expired') : text(answer.problem))
      return setPhase(expired ? { at: 'ask' } : { at: 'preview', found })
    }
    setProblem(null)
    setPhase({ at: 'batch', batch: answer.value, found })
    onEnded?.()
    router.refresh()
  }
  const looked = useRef(asked === undefined)
  useEffect(() => {
    if (looked.current) return
    looked.current = true
    void look()
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void look()
  }
  if (phase.at === 'batch') return <BatchProgress start={phase.batch} found={phase.found} who={who} onClose={onClose} />
  const n = phase.at === 'ask' ? 0 : activeOf(phase.found.preview).length
  return (
    <Dialog
      key={phase.at}
      title={
        phase.at !== 'ask'
          ? t('previewTitle', { n })
          : 'members' in target
            ? t('titleMembers', { n: target.members.length })
            : t('titleDevices', { n: target.sessions.length })
      }
      onClose={onClose}
      footer={
        <>
          <button type="button" className="btn" onClick={onClose}>
            {app('cancel')}
          </button>
          {phase.at === 'ask' && (
            <button type="submit" form="force" className="btn main-act" disabled={busy}>
              {t('next')}
            </button>
          )}
          {phase.at === 'preview' && n > 0 && (
            <button type="button" className="btn main-act" disabled={busy} onClick={() => void confirm(phase.found)}>
              {t('button', { n })}
            </button>
          )}
          {phase.at === 'step-up' && (
            <button type="submit" form="force-step-up" className="btn main-act">
              {admin('goOn')}
            </button>
          )}
        </>
      }
    >
      {phase.at === 'ask' && (
        <form id="force" className="stack" onSubmit={submit}>
          <p>{t('body')}</p>
          <ForceOptions value={options} onChange={setOptions} />
          <ReasonField value={reason} onChange={setReason} />
        </form>
      )}
      {phase.at === 'preview' && <ForcePreviewFacts preview={phase.found.preview} who={who} {...onlyMember(target)} />}
      {phase.at === 'step-up' && <StepUp formId="force-step-up" onDone={() => confirm(phase.found)} />}
      <ProblemLine text={problem} />
    </Dialog>
  )
}

/** Whose duties a preview speaks of, when it is about one member. */
function onlyMember(target: ForceTarget): { readonly memberId?: string } {
  const [one, ...more] = 'members' in target ? target.members : []
  return one === undefined || more.length > 0 ? {} : { memberId: one }
}
