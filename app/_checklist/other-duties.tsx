import { useTranslations } from 'next-intl'
import type { ChecklistData } from '#app/_data/checklist.ts'
import { Lines, Section } from '#app/_duties/section.tsx'

/** What no last check clears: it stays with the account, and somebody else sees to it when the member leaves (guide statement C1). */
export function OtherDuties({ others }: Pick<ChecklistData, 'others'>) {
  const t = useTranslations()
  if (others.length === 0) return null
  return (
    <Section id="others" title={t('checklist.others')}>
      <Lines
        lines={others.map(({ kind, count }) => ({
          key: kind,
          id: `duty-${kind}`,
          title: t(`duty.count.${kind}`, { n: count }),
          sub: t(`checklist.othersBody.${kind}`),
        }))}
      />
    </Section>
  )
}
