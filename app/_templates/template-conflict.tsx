import { useTranslations } from 'next-intl'
import { Notice } from '#app/_components/notice.tsx'
import type { TheirChange } from './merge-steps.ts'
import type { DraftStep } from './template-step.tsx'

type TemplateConflictProps = { readonly version: number; readonly changes: readonly TheirChange[] }

/** What somebody else saved meanwhile, step by step; what was typed here is still in the form below. */
export function TemplateConflict({ version, changes }: TemplateConflictProps) {
  const t = useTranslations()
  const words = useFieldWords()
  return (
    <>
      <Notice tone="wait" icon="late" alert>
        {t('templates.conflict', { n: version })}
      </Notice>
      <ul className="outcomes group px-4!">
        {changes.map(({ id, field, before, theirs, overwritten }) => (
          <li key={`${id} ${field}`}>
            <span>
              {t('templates.theirs', {
                step: t(`exits.step.${id}.todo`),
                field: t(`templates.${field}`),
                from: words(before, field),
                to: words(theirs, field),
              })}
            </span>
            {overwritten && <span className="st bad">{t('templates.overwrites')}</span>}
          </li>
        ))}
      </ul>
    </>
  )
}

function useFieldWords() {
  const t = useTranslations()
  return (step: DraftStep, field: TheirChange['field']): string => {
    if (field === 'waivable') return t(step.waivable ? 'templates.yes' : 'templates.no')
    if (field === 'note') return step.note === null ? t('templates.nothing') : step.note
    if (step.needs.length === 0) return t('templates.nothing')
    return step.needs.map((need) => t(`exits.step.${need}.todo`)).join(t('templates.between'))
  }
}
