import { useTranslations } from 'next-intl'
import { OBLIGATION_KINDS, type ObligationKind } from '#domain/obligation/obligation.ts'
import { DotList } from '#app/_components/row.tsx'
import type { SignOutPreview } from '#protocol/sign-out.ts'

/** Where each kind of duty is seen to. */
const WHERE: Record<ObligationKind, string> = {
  approval: '/checklist#duty-approval',
  'api-grant': '/checklist#check-api-access',
  'scheduled-message': '/checklist#check-messages',
  reminder: '/checklist#check-messages',
  meeting: '/checklist#check-meetings',
  'third-party-grant': '/checklist#check-third-party',
  customer: '/checklist#duty-customer',
  'customer-group': '/checklist#duty-customer-group',
  bill: '/admin/deregister#bills',
}

type DutyLine = { readonly kind: ObligationKind; readonly count: number }

/** The lines of a preview that speak of duties. */
export function dutyLinesOf({ impact }: Pick<SignOutPreview, 'impact'>): readonly DutyLine[] {
  return impact.flatMap(({ kind, count }) => {
    const said: string = kind
    const known = OBLIGATION_KINDS.find((one) => one === said)
    return known === undefined ? [] : [{ kind: known, count }]
  })
}

/** What stays open behind this sign-out: only what there is, each a way there (guide statements C1 and C2). */
export function DutyImpact({ preview }: { preview: Pick<SignOutPreview, 'impact'> }) {
  const t = useTranslations('so')
  const lines = dutyLinesOf(preview)
  if (lines.length === 0) return null
  return (
    <div>
      <p className="sub">{t('touches')}</p>
      <DutyLinks lines={lines} />
    </div>
  )
}

type DutyLinksProps = {
  readonly lines: readonly DutyLine[]
  /** Where each is seen to; null for nowhere. Default: one's own checklist. */
  readonly where?: (kind: ObligationKind) => string | null
}

export function DutyLinks({ lines, where = (kind) => WHERE[kind] }: DutyLinksProps) {
  const t = useTranslations('so')
  const facts = lines.map(({ kind, count }) => {
    const to = where(kind)
    const words = t(`duty.${kind}`, { n: count })
    return to === null ? (
      words
    ) : (
      <a key={kind} href={to}>
        {words}
      </a>
    )
  })
  return <DotList facts={facts} />
}
