'use client'
import { useTranslations } from 'next-intl'
import { useState, type FormEvent } from 'react'
import type { Policy } from '#domain/policy.ts'
import type { PolicyData } from '#app/_data/admin-policy.ts'
import { announce } from '#app/_components/announcer.tsx'
import { Dialog } from '#app/_components/dialog.tsx'
import { Inset } from '#app/_components/notice.tsx'
import { ProblemLine } from '#app/_components/problem-line.tsx'
import { useProblemText } from '#app/_live/problem-text.ts'
import { StepUp } from '#app/_sign-out/step-up.tsx'
import { PolicyConflict } from './policy-conflict.tsx'
import { changedNames, POLICY_NAMES, rebased } from './policy-fields.ts'
import { PolicyRow } from './policy-row.tsx'
import { putPolicy, type Theirs } from './put-policy.ts'

/** The policy as a form. Who saves names the version that they saw: what somebody else saved meanwhile is shown, never overwritten unseen. */
export function PolicyForm({ data }: { data: PolicyData }) {
  const t = useTranslations('adminPolicy')
  const text = useProblemText()
  const [base, setBase] = useState({ policy: data.policy, version: data.version, round: 0 })
  const [draft, setDraft] = useState<Policy>(data.policy)
  const [theirs, setTheirs] = useState<Theirs | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [asking, setAsking] = useState(false)
  const [busy, setBusy] = useState(false)
  const changed = changedNames(base.policy, draft)

  const save = async () => {
    setBusy(true)
    const answer = await putPolicy(base.version, draft)
    setBusy(false)
    setAsking(answer.kind === 'step-up')
    setProblem(answer.kind === 'problem' ? text(answer.problem) : null)
    if (answer.kind === 'saved') {
      setTheirs(null)
      setBase({ policy: draft, version: base.version + 1, round: base.round + 1 })
      announce(t('saved'))
    }
    if (answer.kind === 'conflict') {
      setTheirs({ ...answer.theirs, before: base.policy, mine: changed })
      setDraft(rebased(base.policy, draft, answer.theirs.policy))
      setBase({ policy: answer.theirs.policy, version: answer.theirs.version, round: base.round + 1 })
    }
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void save()
  }
  const undo = () => {
    setDraft(base.policy)
    setBase({ ...base, round: base.round + 1 })
  }
  return (
    <form onSubmit={submit} className="stack">
      {!data.mayEdit && <Inset icon="lock">{t('readOnly')}</Inset>}
      {theirs !== null && <PolicyConflict theirs={theirs} />}
      <div className="group">
        {POLICY_NAMES.map((name) => (
          <PolicyRow
            key={`${name} ${base.round}`}
            name={name}
            value={draft[name]}
            changed={changed.includes(name)}
            disabled={!data.mayEdit}
            onChange={(value) => setDraft((before) => ({ ...before, [name]: value }))}
          />
        ))}
      </div>
      <ProblemLine text={problem} />
      {data.mayEdit && (
        <div className="savebar">
          <span className="sub num" role="status">
            {t('changes', { n: changed.length })}
          </span>
          <button type="button" className="btn" disabled={changed.length === 0} onClick={undo}>
            {t('reset')}
          </button>
          <button type="submit" className="btn main-act" disabled={busy || changed.length === 0}>
            {t('save')}
          </button>
        </div>
      )}
      {asking && <Password onClose={() => setAsking(false)} onDone={save} />}
    </form>
  )
}

function Password({ onClose, onDone }: { onClose: () => void; onDone: () => Promise<void> }) {
  const t = useTranslations('adminPolicy')
  const app = useTranslations('app')
  const admin = useTranslations('admin')
  return (
    <Dialog
      title={t('stepUpTitle')}
      onClose={onClose}
      footer={
        <>
          <button type="button" className="btn" onClick={onClose}>
            {app('cancel')}
          </button>
          <button type="submit" form="policy-step-up" className="btn main-act">
            {admin('goOn')}
          </button>
        </>
      }
    >
      <StepUp formId="policy-step-up" onDone={onDone} />
    </Dialog>
  )
}
