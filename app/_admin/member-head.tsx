import { useTranslations } from 'next-intl'
import type { MemberData } from '#app/_data/admin-member.ts'
import { DotList } from '#app/_components/row.tsx'
import { GuideTag, MeasuredTag } from '#app/_components/tag.tsx'
import { day } from '#app/_components/times.ts'
import { useTimeStyle } from '#app/_components/use-time-style.ts'
import { MemberRoles } from './member-roles.tsx'
import { MemberDeeds } from './member-deeds.tsx'
import { MemberStateLabel } from './member-state.tsx'
import { RiskMark } from './risk-mark.tsx'

/** Who this is, and what can be done about the account. */
export function MemberHead({ data }: { data: MemberData }) {
  const { member, departments, rights } = data
  const t = useTranslations()
  const style = useTimeStyle()
  const department = departments.find(({ id }) => id === member.departmentId)?.name
  const facts = [
    <MemberStateLabel key="state" state={member.state} />,
    department ?? t('adminMembers.departmentNone'),
    member.email,
    ...(member.handlesCustomers ? [t('admin.handlesCustomers')] : []),
    ...(member.risk === null ? [] : [<RiskMark key="risk" risk={member.risk} />]),
    ...(member.suspendedAt === null ? [] : [day(member.suspendedAt, style)]),
    ...Object.entries(member.customFields).map(([name, value]) => `${name}: ${value}`),
  ]
  return (
    <div className="head items-start!">
      <div className="min-w-0">
        <h1 tabIndex={-1}>
          {member.name} <MemberRoles member={member} departments={departments} />
        </h1>
        <DotList facts={facts} />
        {member.risk !== null && (
          <p className="sub">
            {t('so.leftGuide', { x: member.risk.guideSignIns })} <GuideTag />{' '}
            {t('so.leftCame', { n: member.risk.signIns })} <MeasuredTag />
          </p>
        )}
      </div>
      <MemberDeeds
        member={member}
        departments={departments}
        rights={rights}
        mail={data.mail}
        runId={data.duties?.runId ?? null}
      />
    </div>
  )
}
