import { useTranslations } from 'next-intl'
import { OBLIGATION_KINDS, type ObligationKind } from '#domain/obligation/obligation.ts'
import type { SignOutPreview } from '#protocol/sign-out.ts'

/** Where each kind of duty is seen to. */
const WHERE: Record<ObligationKind, string> = {
  approval: '/checklist#admin-duties',
  'api-grant': '/checklist#check-api-access',
  'scheduled-message': '/checklist#check-messages',
  reminder: '/checklist#check-messages',
  meeting: '/checklist#check-meetings',
  'third-party-grant': '/checklist#check-third-party',
  customer: '/checklist',
  'customer-group': '/checklist',
  bill: '/admin/deregister#bills',
}

/** What stays open behind this sign-out: only what there is, each a way there (guide statements C1 and C2). */
export function DutyImpact({ preview: { impact } }: { preview: Pick<SignOutPreview, 'impact'> }) {
  const t = useTranslations('so')
  const lines = impact.flatMap(({ kind, count }) => {
    const said: string = kind
    const known = OBLIGATION_KINDS.find((one) => one === said)
    return known === undefined ? [] : [{ kind: known, count }]
  })
  if (lines.length === 0) return null
  return (
    <div>
      <p className="sub">{t('touches')}</p>
      <DutyLinks lines={lines} />
    </div>
  )
}

type DutyLinksProps = { readonly lines: readonly { readonly kind: ObligationKind; readonly count: number }[] }

export function DutyLinks({ lines }: DutyLinksProps) {
  const t = useTranslations('so')
  return (
    <ul className="dot-list">
      {lines.map(({ kind, count }) => (
        <li key={kind} className="inline">
          <span>
            <a href={WHERE[kind]}>{t(`duty.${kind}`, { n: count })}</a>
          </span>
        </li>
      ))}
    </ul>
  )
}
