'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { GUIDE } from '#domain/guide.ts'
import type { RunDetail, StepView } from '#protocol/run.ts'
import { Inset } from '#app/_components/notice.tsx'
import { GuideTag } from '#app/_components/tag.tsx'
import { DeedDialog } from '#app/_admin/deed-dialog.tsx'
import { useDeed } from '#app/_admin/use-deed.ts'
import { MemberPicker, type Picked } from '#app/_duties/member-picker.tsx'
import { askOf } from './step-look.ts'

type StepDialogProps = {
  readonly run: RunDetail
  readonly step: StepView
  readonly onClose: () => void
}

/** The question before a step is done: what follows from it, and whom it needs. */
export function StepDialog({ run, step, onClose }: StepDialogProps) {
  const t = useTranslations('exits')
  const ask = askOf(step.id)
  const [picked, setPicked] = useState<Picked | null>(null)
  const name = run.subject?.name ?? ''
  const deed = useDeed<unknown>(
    () => [
      'POST',
      `/api/v1/admin/runs/${run.id}/steps/${step.id}`,
      ask.member === undefined || picked === null ? {} : { [ask.member]: picked.id },
    ],
    onClose,
  )
  return (
    <DeedDialog
      title={t(`step.${step.id}.title`, { name })}
      button={t(`step.${step.id}.todo`)}
      loss={ask.loss === true}
      deed={deed}
      onClose={onClose}
    >
      {ask.loss === true ? (
        <Inset tone="wait" icon="late">
          <p>{t(`step.${step.id}.body`)}</p>
        </Inset>
      ) : (
        <p>{t(`step.${step.id}.body`)}</p>
      )}
      {step.id === 'hand-over' && run.path === 'departed' && (
        <Inset tone="wait" icon="late">
          <p>{t('pathBody.departed')}</p>
        </Inset>
      )}
      {step.id === 'approvals' && (
        <p className="sub">
          {t('repair', { min: GUIDE.admin.repairMin })} <GuideTag />
        </p>
      )}
      {ask.member !== undefined && (
        <MemberPicker
          label={t(`step.${step.id}.pick`)}
          value={picked}
          onChange={setPicked}
          optional={ask.optional === true}
          admins={ask.admins === true}
          without={run.subject === null ? [] : [run.subject.id]}
        />
      )}
    </DeedDialog>
  )
}
