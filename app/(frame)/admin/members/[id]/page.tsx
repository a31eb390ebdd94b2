import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { EntryTable } from '#app/_admin/entry-table.tsx'
import { ForcePanel } from '#app/_admin/force-panel.tsx'
import { MemberAssets } from '#app/_admin/member-assets.tsx'
import { MemberDevices } from '#app/_admin/member-devices.tsx'
import { MemberDuties } from '#app/_admin/member-duties.tsx'
import { MemberHead } from '#app/_admin/member-head.tsx'
import { MemberLive } from '#app/_admin/member-live.tsx'
import { MemberSignOuts } from '#app/_admin/member-sign-outs.tsx'
import { Empty } from '#app/_components/empty.tsx'
import { DUTY_TABS, readMember, type DutyTab, type MemberData } from '#app/_data/admin-member.ts'
import { Messages } from '#app/i18n/messages.tsx'

type Search = Promise<Record<string, string | string[] | undefined>>
type Props = { readonly params: Promise<{ id: string }>; readonly searchParams: Search }

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('term')
  return { title: t('member') }
}

export default async function MemberPage({ params, searchParams }: Props) {
  const [{ id }, { tab }] = await Promise.all([params, searchParams])
  const data = await readMember(id, typeof tab === 'string' ? tab : undefined)
  const { devices, signOuts } = data.member
  // Beside the devices alone: the other tabs need the room.
  const beside = data.rights.force && data.tab === 'devices'
  const names = ['admin', 'adminMembers', 'adminMember', 'adminForce', 'adminLive', 'adminAudit', 'entry'] as const
  return (
    <Messages of={[...names, 'state', 'so', 'kind', 'duty']}>
      <main className="col mid-col wide" id="main">
        <MemberHead data={data} />
        {devices === null || signOuts === null ? (
          <Hidden />
        ) : (
          <>
            <MemberLive id={id} />
            <MemberAssets data={data} />
            <Tabs data={data} />
            <div className={beside ? 'two' : undefined}>
              <div className="min-w-0">
                <Tab data={data} />
              </div>
              {beside && <ForcePanel memberId={id} devices={devices.devices} />}
            </div>
          </>
        )}
      </main>
    </Messages>
  )
}

async function Hidden() {
  const t = await getTranslations('adminMember')
  return <p className="sub">{t('hidden')}</p>
}

async function Tabs({ data: { member, tab, duties } }: { data: MemberData }) {
  const t = await getTranslations('adminMember')
  const active = member.devices?.devices.filter(({ session }) => session?.state === 'active').length ?? 0
  const tabs = [
    { key: 'devices', name: t('devices'), n: active },
    { key: 'sign-outs', name: t('signOuts'), n: member.signOuts?.length ?? 0 },
    ...(duties === null
      ? []
      : (Object.keys(DUTY_TABS) as DutyTab[]).map((key) => ({
          key,
          name: t(key),
          n: DUTY_TABS[key].reduce((sum, kind) => sum + (duties.counts[kind] ?? 0), 0),
        }))),
    { key: 'audit', name: t('audit'), n: 0 },
  ]
  return (
    <nav className="tabs" aria-label={t('tabs')}>
      {tabs.map(({ key, name, n }) => (
        <a
          key={key}
          href={`/admin/members/${member.id}${key === 'devices' ? '' : `?tab=${key}`}`}
          aria-current={tab === key ? 'page' : undefined}
        >
          {name}
          {n > 0 && <span className="num">{n}</span>}
        </a>
      ))}
    </nav>
  )
}

async function Tab({ data }: { data: MemberData }) {
  const { member, tab, entries, zone, now, shown } = data
  const t = await getTranslations('adminMember')
  const nothing = (text: string) => (
    <div className="group">
      <Empty>{text}</Empty>
    </div>
  )
  if (tab === 'audit') {
    if (entries === null || entries.items.length === 0) return nothing(t('noAudit'))
    return <EntryTable entries={entries.items} names={entries.names} zone={zone} withMember={false} />
  }
  if (shown !== null && tab in DUTY_TABS) {
    const duty = tab as DutyTab
    if (shown.items.length === 0) return nothing(t(`noDuties.${duty}`))
    return <MemberDuties memberId={member.id} tab={duty} duties={shown.items} total={shown.total} />
  }
  if (tab === 'sign-outs') {
    if (!member.signOuts?.length) return nothing(t('noSignOuts'))
    return <MemberSignOuts signOuts={member.signOuts} memberName={member.name} />
  }
  if (!member.devices?.devices.length) return nothing(t('noDevices'))
  return <MemberDevices devices={member.devices.devices} now={now} />
}
