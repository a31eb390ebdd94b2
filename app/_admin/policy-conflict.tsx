import { useTranslations } from 'next-intl'
import { dateTime } from '#app/_components/times.ts'
import { useTimeStyle } from '#app/_components/use-time-style.ts'
import { Notice } from '#app/_components/notice.tsx'
import { changedNames } from './policy-fields.ts'
import { usePolicyWords } from './policy-value.tsx'
import type { Theirs } from './put-policy.ts'

/** Who changed what meanwhile, value by value; mine stay in the form below. */
export function PolicyConflict({ theirs }: { theirs: Theirs }) {
  const t = useTranslations('adminPolicy')
  const style = useTimeStyle()
  const words = usePolicyWords()
  const { before, policy, mine, by, at } = theirs
  return (
    <>
      <Notice tone="wait" icon="late" alert>
        {t('conflict', { name: by ?? t('someone'), time: at === null ? '–' : dateTime(at, style, true) })}
      </Notice>
      <ul className="outcomes group px-4!">
        {changedNames(before, policy).map((name) => (
          <li key={name}>
            <span>
              {t('theirs', {
                field: t(`field.${name}`),
                from: words(name, before[name]),
                to: words(name, policy[name]),
              })}
            </span>
            {mine.includes(name) && <span className="st bad">{t('overwrites')}</span>}
          </li>
        ))}
      </ul>
    </>
  )
}
