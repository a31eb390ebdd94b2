import { useTranslations } from 'next-intl'
import { GUIDE } from '#domain/guide.ts'
import type { ChecklistData } from '#app/_data/checklist.ts'
import { StateLabel } from '#app/_components/state-label.tsx'
import { GuideTag } from '#app/_components/tag.tsx'

type AdminDutiesProps = { readonly duties: NonNullable<ChecklistData['duties']> }

/** What an administrator has to move before they leave, and the way to the procedure (guide statements 5.1 to 5.6). */
export function AdminDuties({ duties: { approvals, grants, runId, self } }: AdminDutiesProps) {
  const t = useTranslations()
  const open = approvals + grants > 0
  return (
    <section className="sec" aria-labelledby="admin-duties">
      <div className="sec-head">
        <h2 id="admin-duties">{t('checklist.duties')}</h2>
      </div>
      <div className="group" id="duty-approval">
        {open ? (
          <div className="duty-ask">
            <div className="min-w-0">
              <p>{t('checklist.dutiesBody', { a: approvals, t: grants })}</p>
              <p className="sub">
                {t('exits.repair', { min: GUIDE.admin.repairMin })} <GuideTag />
              </p>
            </div>
            <a
              className="btn main-act"
              href={runId === null ? `/admin/exits?start=admin-exit&member=${self}` : `/admin/exits/${runId}`}
            >
              {t(runId === null ? 'checklist.dutiesGo' : 'checklist.runGo')}
            </a>
          </div>
        ) : (
          <p className="check-clear">
            <StateLabel tone="done" icon="done">
              {t('checklist.dutiesNone')}
            </StateLabel>
          </p>
        )}
      </div>
    </section>
  )
}
