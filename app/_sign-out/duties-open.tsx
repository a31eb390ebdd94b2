import { useTranslations } from 'next-intl'
import { useId } from 'react'
import { GUIDE } from '#domain/guide.ts'
import { OBLIGATION_KINDS } from '#domain/obligation/obligation.ts'
import { Inset } from '#app/_components/notice.tsx'
import { GuideTag } from '#app/_components/tag.tsx'
import { DutyLinks } from './duty-impact.tsx'
import type { DutyCounts } from './request-sign-out.ts'

type DutiesOpenProps = {
  readonly counts: DutyCounts
  readonly bypass: string | null
  readonly onBypass: (reason: string | null) => void
}

/** An administrator with duties does not just leave: what they are, the way to move them, and the emergency with its reason (5.1, 5.6, R34). */
export function DutiesOpen({ counts, bypass, onBypass }: DutiesOpenProps) {
  const t = useTranslations('so')
  const id = useId()
  const lines = OBLIGATION_KINDS.flatMap((kind) => {
    const count = counts[kind] ?? 0
    return count === 0 ? [] : [{ kind, count }]
  })
  return (
    <Inset tone="wait" icon="late" alert>
      <div className="stack">
        <div>
          <p>{t('dutiesOpen')}</p>
          <DutyLinks lines={lines} />
          <p className="sub">
            {t('dutiesRepair', { min: GUIDE.admin.repairMin })} <GuideTag />
          </p>
        </div>
        <div>
          <a className="btn main-act" href="/checklist#admin-duties">
            {t('dutiesMove')}
          </a>
        </div>
        <label className="tick">
          <input
            type="checkbox"
            checked={bypass !== null}
            onChange={(event) => onBypass(event.target.checked ? '' : null)}
          />
          <b className="font-normal">{t('dutiesBypass')}</b>
          <span className="sub">{t('dutiesBypassBody')}</span>
        </label>
        {bypass !== null && (
          <div className="field">
            <label htmlFor={id}>{t('dutiesWhy')}</label>
            <textarea
              id={id}
              className="input"
              rows={2}
              required
              minLength={10}
              maxLength={500}
              value={bypass}
              onChange={(event) => onBypass(event.target.value)}
            />
          </div>
        )}
      </div>
    </Inset>
  )
}
