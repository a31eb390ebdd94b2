import { useTranslations } from 'next-intl'
import { GUIDE } from '#domain/guide.ts'
import type { ExitsData } from '#app/_data/exits.ts'
import { Inset } from '#app/_components/notice.tsx'
import { DotList } from '#app/_components/row.tsx'
import { GuideTag } from '#app/_components/tag.tsx'

/** Approvals that stand still because their approver left with them open, each where it can be repaired (guide statements 5.6, 5.7). */
export function Interrupted({ interrupted }: Pick<ExitsData, 'interrupted'>) {
  const t = useTranslations('exits')
  if (interrupted.length === 0) return null
  const all = interrupted.reduce((sum, { n }) => sum + n, 0)
  return (
    <div className="mb-4">
      <Inset tone="bad" icon="late">
        <p>{t('interrupted', { n: all })}</p>
        <DotList
          facts={interrupted.map(({ id, name, n }) => (
            <a key={id} href={`/admin/members/${id}?tab=approvals`}>
              {t('interruptedOf', { name, n })}
            </a>
          ))}
        />
        <p className="sub">
          {t('interruptedRepair', { min: GUIDE.admin.repairMin })} <GuideTag />
        </p>
      </Inset>
    </div>
  )
}
