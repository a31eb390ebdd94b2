import { useLocale, useTranslations } from 'next-intl'
import type { ObligationKind } from '#domain/obligation/obligation.ts'
import type { RunDetail } from '#protocol/run.ts'

/** What is still open of the subject, in one sentence: `12 approvals, 2 API authorisations`. */
export function OpenCounts({ run, kinds }: { run: Pick<RunDetail, 'open'>; kinds: readonly ObligationKind[] }) {
  const t = useTranslations()
  const locale = useLocale()
  const some = kinds.flatMap((kind) => {
    const n = run.open[kind] ?? 0
    return n === 0 ? [] : [t(`duty.count.${kind}`, { n })]
  })
  if (some.length === 0) return <p className="sub">{t('exits.nothingOpen')}</p>
  return <p className="num">{new Intl.ListFormat(locale, { type: 'conjunction' }).format(some)}</p>
}
