import { useTranslations } from 'next-intl'
import type { ChecklistData } from '#app/_data/checklist.ts'

/** What no last check clears: it stays with the account, and somebody else sees to it when the member leaves (guide statement C1). */
export function OtherDuties({ others }: Pick<ChecklistData, 'others'>) {
  const t = useTranslations()
  if (others.length === 0) return null
  return (
    <section className="sec" aria-labelledby="others">
      <div className="sec-head">
        <h2 id="others">{t('checklist.others')}</h2>
      </div>
      <div className="group">
        <ul className="duties">
          {others.map(({ kind, count }) => (
            <li key={kind}>
              <div className="min-w-0">
                <b>{t(`duty.count.${kind}`, { n: count })}</b>
                <p className="sub">{t(`checklist.othersBody.${kind}`)}</p>
              </div>
            </li>
          ))}
        </ul>
      </div>
    </section>
  )
}
