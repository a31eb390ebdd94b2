import { useTranslations } from 'next-intl'
import { useId } from 'react'
import type { StepId } from '#domain/exit/run.ts'

export type DraftStep = {
  readonly id: StepId
  readonly needs: readonly StepId[]
  readonly waivable: boolean
  readonly note: string | null
}
type TemplateStepProps = {
  readonly step: DraftStep
  readonly number: number
  readonly earlier: readonly StepId[]
  /** What the procedure itself asks for: nobody can take it away. */
  readonly plan: { readonly needs: readonly StepId[]; readonly waivable: boolean }
  readonly mayEdit: boolean
  readonly onChange: (change: Partial<DraftStep>) => void
}

/** One step of a template: what else it waits for, whether it may be closed with a reason, and a note for who does it. */
export function TemplateStepFields({ step, number, earlier, plan, mayEdit, onChange }: TemplateStepProps) {
  const t = useTranslations()
  const id = useId()
  const toggle = (need: StepId, on: boolean) =>
    onChange({ needs: earlier.filter((one) => (one === need ? on : step.needs.includes(one))) })
  return (
    <li>
      <h2>
        {number}. {t(`exits.step.${step.id}.todo`)}
      </h2>
      {earlier.length > 0 && (
        <fieldset className="stack" disabled={!mayEdit}>
          <legend className="sub">{t('templates.needs')}</legend>
          <div className="template-needs">
            {earlier.map((need, i) => {
              const fixed = plan.needs.includes(need)
              return (
                <label key={need} className="tick">
                  <input
                    type="checkbox"
                    checked={fixed || step.needs.includes(need)}
                    disabled={fixed}
                    onChange={(event) => toggle(need, event.target.checked)}
                  />
                  <b className="font-normal">
                    {i + 1}. {t(`exits.step.${need}.todo`)}
                    {fixed && <span className="dim">({t('templates.fixed')})</span>}
                  </b>
                </label>
              )
            })}
          </div>
        </fieldset>
      )}
      {plan.waivable && (
        <label className="tick">
          <input
            type="checkbox"
            checked={step.waivable}
            disabled={!mayEdit}
            onChange={(event) => onChange({ waivable: event.target.checked })}
          />
          <b className="font-normal">{t('templates.waivable')}</b>
        </label>
      )}
      <div className="field">
        <label htmlFor={id}>{t('templates.note')}</label>
        <textarea
          id={id}
          className="input"
          rows={2}
          maxLength={2_000}
          readOnly={!mayEdit}
          value={step.note ?? ''}
          onChange={(event) => onChange({ note: event.target.value === '' ? null : event.target.value })}
        />
      </div>
    </li>
  )
}
