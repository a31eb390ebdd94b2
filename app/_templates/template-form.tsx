'use client'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState, type FormEvent } from 'react'
import { PROCEDURES } from '#domain/exit/procedures.ts'
import type { RunKind } from '#domain/exit/run.ts'
import { announce } from '#app/_components/announcer.tsx'
import { ProblemLine } from '#app/_components/problem-line.tsx'
import { call } from '#app/_live/call.ts'
import { useProblemText } from '#app/_live/problem-text.ts'
import type { TemplateData } from '#app/_data/templates.ts'
import { mergeSteps, type TheirChange } from './merge-steps.ts'
import { TemplateConflict } from './template-conflict.tsx'
import { TemplateStepFields, type DraftStep } from './template-step.tsx'

type Template = TemplateData['templates'][number]
type TemplateFormProps = { readonly template: Template; readonly mayEdit: boolean }

/** One procedure as this organisation asks for it: more order and notes than the guide's, never less (guide statement C6). */
export function TemplateForm({ template, mayEdit }: TemplateFormProps) {
  const t = useTranslations()
  const text = useProblemText()
  const router = useRouter()
  const [base, setBase] = useState(template)
  const [steps, setSteps] = useState<readonly DraftStep[]>(template.steps)
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const [theirs, setTheirs] = useState<readonly TheirChange[]>([])
  if (template.version > base.version) {
    const merged = mergeSteps(base.steps, template.steps, steps)
    setBase(template)
    setSteps(merged.steps)
    setTheirs(same(steps, base.steps) ? [] : merged.changes)
  }
  const changed = !same(steps, base.steps)
  const next = base.version + 1
  const save = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    const answer = await call<Template>('PUT', `/api/v1/admin/templates/${template.kind}`, {
      version: base.version,
      steps,
    })
    setBusy(false)
    // What they saved is shown in place of the refusal, as soon as the page has it.
    const conflict = !answer.ok && answer.problem.code === 'precondition_failed'
    setProblem(answer.ok || conflict ? null : text(answer.problem))
    if (answer.ok) {
      setBase(answer.body)
      setTheirs([])
      announce(t('templates.saved', { n: answer.body.version }))
    }
    router.refresh()
  }
  return (
    <form onSubmit={(event) => void save(event)}>
      {theirs.length > 0 && <TemplateConflict version={base.version} changes={theirs} />}
      <ol
        className="group template-steps"
        aria-label={t('templates.steps', { kind: t(`exits.kind.${template.kind}`) })}
      >
        {steps.map((step, i) => (
          <TemplateStepFields
            key={step.id}
            step={step}
            number={i + 1}
            earlier={steps.slice(0, i).map(({ id }) => id)}
            plan={planOf(template.kind, i)}
            mayEdit={mayEdit}
            onChange={(change) => setSteps(steps.map((one, at) => (at === i ? { ...one, ...change } : one)))}
          />
        ))}
      </ol>
      <ProblemLine text={problem} />
      {changed && (
        <div className="savebar">
          <button type="button" className="btn" onClick={() => (setSteps(base.steps), setProblem(null), setTheirs([]))}>
            {t('templates.discard')}
          </button>
          <button type="submit" className="btn main-act" disabled={busy}>
            {t('templates.save', { n: next })}
          </button>
        </div>
      )}
    </form>
  )
}

function same(a: readonly DraftStep[], b: readonly DraftStep[]): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

function planOf(kind: RunKind, i: number) {
  const plan = PROCEDURES[kind][i]
  return { needs: plan?.needs ?? [], waivable: plan?.waivable ?? false }
}
