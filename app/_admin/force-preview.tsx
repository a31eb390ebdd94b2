import { useTranslations } from 'next-intl'
import { GUIDE } from '#domain/guide.ts'
import type { ObligationKind } from '#domain/obligation/obligation.ts'
import type { SignOutPreview } from '#protocol/sign-out.ts'
import { DevicePicture } from '#app/_components/device-picture.tsx'
import { Inset } from '#app/_components/notice.tsx'
import { GuideTag, Tag } from '#app/_components/tag.tsx'
import { DutyLinks, dutyLinesOf } from '#app/_sign-out/duty-impact.tsx'

const NAMED = 60
/** The tab of a member's page where each kind is seen to. */
const TAB: Record<ObligationKind, string> = {
  approval: 'approvals',
  'api-grant': 'api',
  'third-party-grant': 'api',
  customer: 'customers',
  'customer-group': 'customers',
  'scheduled-message': 'checks',
  reminder: 'checks',
  meeting: 'checks',
  bill: 'checks',
}

/** The members by id, as the page that asks knows them; empty where it is about one alone. */
export type Who = ReadonlyMap<string, string>

/** Whose device: a name like “iPhone 15” says nothing where it is about many people. */
export function nameOf(who: Who, memberId: string | null, device: string): string {
  const name = who.get(memberId ?? '')
  return name === undefined ? device : `${name} · ${device}`
}

/** Those that it would end: a session that has ended meanwhile only gets stricter options. */
export function activeOf(preview: SignOutPreview): SignOutPreview['sessions'] {
  return preview.sessions.filter(({ state }) => state === 'active')
}

type ForcePreviewProps = { readonly preview: SignOutPreview; readonly who: Who; readonly memberId?: string }

/** What a forced sign-out would do, before it is done. */
export function ForcePreviewFacts({ preview, who, memberId }: ForcePreviewProps) {
  const t = useTranslations('adminForce')
  const active = activeOf(preview)
  const count = (code: SignOutPreview['warnings'][number]['code']) =>
    preview.warnings.filter((warning) => warning.code === code).length
  const transfers = preview.impact.reduce((n, line) => n + (line.kind === 'transfers' ? line.count : 0), 0)
  if (active.length === 0) return <p>{t('empty')}</p>
  const linked = active.filter(({ original }) => original !== null).length
  return (
    <div className="stack">
      <p>{t('body')}</p>
      {active.some(({ current }) => current) && (
        <Inset tone="wait" icon="late">
          {t('self')}
        </Inset>
      )}
      {count('offline') > 0 && <p className="sub">{t('offline', { n: count('offline') })}</p>}
      {linked > 0 && <p className="sub">{t('awaits', { n: linked })}</p>}
      {transfers > 0 && <p className="sub">{t('impact', { transfers })}</p>}
      <OpenDuties preview={preview} {...(memberId === undefined ? {} : { memberId })} />
      <ul className="outcomes">
        {active.slice(0, NAMED).map(({ id, memberId, device }) => (
          <li key={id}>
            <span className="dcell">
              <DevicePicture device={device} lamp="on" size="s" />
              {nameOf(who, memberId, device.name)}
            </span>
            {device.shared && <Tag>{t('shared')}</Tag>}
          </li>
        ))}
        {active.length > NAMED && (
          <li>
            <span className="dim">{t('andMore', { n: active.length - NAMED })}</span>
          </li>
        )}
      </ul>
    </div>
  )
}

/** What stands still behind them: each where it can be moved first (guide statements C1, 5.6, R34). */
function OpenDuties({ preview, memberId }: Omit<ForcePreviewProps, 'who'>) {
  const t = useTranslations()
  const lines = dutyLinesOf(preview)
  if (lines.length === 0) return null
  const { repairMin } = GUIDE.admin
  return (
    <Inset tone="wait" icon="late">
      <p>{t('so.touches')}</p>
      <DutyLinks
        lines={lines}
        where={(kind) => (memberId === undefined ? null : `/admin/members/${memberId}?tab=${TAB[kind]}`)}
      />
      {lines.some(({ kind }) => kind === 'approval') && (
        <p className="sub">
          {t('so.dutiesRepair', { min: repairMin })} <GuideTag />
        </p>
      )}
    </Inset>
  )
}
