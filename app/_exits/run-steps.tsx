'use client'
import { useTranslations } from 'next-intl'
import type { StepView } from '#protocol/run.ts'
import type { RunData } from '#app/_data/exits.ts'
import { Icon } from '#app/_components/icon.tsx'
import { StepBody } from './step-body.tsx'
import { STEP_LOOK } from './step-look.ts'
import { StepMeta } from './step-meta.tsx'

/** A run's steps in order. Only those that something can be done about unfold; a locked one says what it waits for. */
export function RunSteps({ data }: { data: RunData }) {
  const t = useTranslations('exits')
  const { steps } = data.run
  return (
    <ol className="run">
      {steps.map((step, i) => {
        const { tone, icon } = STEP_LOOK[step.state]
        return (
          <li key={step.id} id={`step-${step.id}`} className={tone}>
            <Icon name={icon} />
            <span className="no" aria-hidden="true">
              {i + 1}
            </span>
            <h2>
              <span className="vh">{t(`stepState.${step.state}`)}: </span>
              {t(`step.${step.id}.${step.state === 'done' ? 'done' : 'todo'}`)}
            </h2>
            <StepMeta step={step} after={unmetNumbers(step, steps)} />
            <StepBody data={data} step={step} />
          </li>
        )
      })}
    </ol>
  )
}

/** The numbers of the steps that this one still waits for, as people count them. */
function unmetNumbers(step: StepView, steps: readonly StepView[]): readonly number[] {
  return steps.flatMap(({ id, state }, i) =>
    step.needs.includes(id) && state !== 'done' && state !== 'waived' ? [i + 1] : [],
  )
}
