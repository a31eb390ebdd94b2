import { useTranslations } from 'next-intl'
import { STEPS } from './draft.ts'

/** Where one stands, and what is still to come. On phones the count alone. */
export function StepTrail({ at }: { at: number }) {
  const t = useTranslations('setup')
  return (
    <>
      <p className="sub num mb-4 sm:hidden">{t('stepOf', { n: at + 1, of: STEPS.length })}</p>
      <ol className="sub num mb-6 hidden flex-wrap gap-x-5 gap-y-1 sm:flex" aria-label={t('trail')}>
        {STEPS.map((name, i) => (
          <li
            key={name}
            aria-current={i === at ? 'step' : undefined}
            className={i === at ? 'font-medium text-ink' : i < at ? '' : 'text-ink-3'}
          >
            {i + 1} {t(`steps.${name}`)}
          </li>
        ))}
      </ol>
    </>
  )
}
