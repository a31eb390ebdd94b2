import { useTranslations } from 'next-intl'
import type { LeftBehind } from '#protocol/sign-out.ts'
import { StateLabel } from '#app/_components/state-label.tsx'

/** What a member signed out with and has not cleared: it raises the risk of the account, and goes when it is done (guide statement 7.7). */
export function RiskMark({ risk }: { risk: LeftBehind | null }) {
  const t = useTranslations('admin')
  if (risk === null) return null
  return (
    <StateLabel tone="bad" icon="late">
      {t('risk', { n: risk.open })}
    </StateLabel>
  )
}
