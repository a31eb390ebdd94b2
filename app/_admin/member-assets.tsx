import { useTranslations } from 'next-intl'
import { OBLIGATION_KINDS } from '#domain/obligation/obligation.ts'
import type { MemberData } from '#app/_data/admin-member.ts'
import { DotList } from '#app/_components/row.tsx'
import { bytes } from '#app/_components/times.ts'

/** What this account carries: records and files on its devices, customers, keys, duties (mission.md, C8). */
export function MemberAssets({ data: { member, duties } }: { data: MemberData }) {
  const t = useTranslations()
  if (duties === null) return null
  const devices = member.devices?.devices ?? []
  const sum = (of: 'recordsBytes' | 'cacheBytes') =>
    devices.reduce((total, { status }) => total + (status?.[of] ?? 0), 0)
  const records = sum('recordsBytes')
  const cache = sum('cacheBytes')
  const facts = [
    ...(records > 0 ? [t('adminMember.records', { size: bytes(records) })] : []),
    ...(cache > 0 ? [t('adminMember.cache', { size: bytes(cache) })] : []),
    ...OBLIGATION_KINDS.flatMap((kind) => {
      const n = duties.counts[kind] ?? 0
      return n === 0 ? [] : [t(`duty.count.${kind}`, { n })]
    }),
  ]
  if (facts.length === 0) return null
  return (
    <section className="mb-4" aria-label={t('adminMember.assets')}>
      <p className="sub">{t('adminMember.assets')}</p>
      <DotList facts={facts} />
    </section>
  )
}
