import { useTranslations } from 'next-intl'
import { guideSignIns } from '#domain/obligation/checks.ts'
import type { ChecklistData } from '#app/_data/checklist.ts'
import { Icon } from '#app/_components/icon.tsx'
import { dateTime } from '#app/_components/times.ts'
import { useTimeStyle } from '#app/_components/use-time-style.ts'
import { GuideTag, MeasuredTag } from '#app/_components/tag.tsx'

/** What is missed and what the guide expects of it (R36), beside the sign-ins that really came after the last sign-out. */
export function MissedLine({ data: { missed, last } }: { data: ChecklistData }) {
  const t = useTranslations('checklist')
  const style = useTimeStyle()
  return (
    <div className={missed === 0 ? 'inset done' : 'inset wait'} role="status">
      <Icon name={missed === 0 ? 'done' : 'late'} />
      <div>
        {missed === 0 ? (
          <p>{t('done')}</p>
        ) : (
          <p>
            {t('missed', { n: missed, x: guideSignIns(missed) })} <GuideTag />
          </p>
        )}
        {last !== null && last.items > 0 && (
          <p className="sub mt-1">
            {t('laterLine', { at: dateTime(last.at, style), items: last.items, n: last.signIns })} <MeasuredTag />
          </p>
        )}
      </div>
    </div>
  )
}
