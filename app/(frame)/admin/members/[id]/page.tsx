import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { EntryTable } from '#app/_admin/entry-table.tsx'
import { ForcePanel } from '#app/_admin/force-panel.tsx'
import { MemberDevices } from '#app/_admin/member-devices.tsx'
import { MemberHead } from '#app/_admin/member-head.tsx'
import { MemberLive } from '#app/_admin/member-live.tsx'
import { MemberSignOuts } from '#app/_admin/member-sign-outs.tsx'
import { Empty } from '#app/_components/empty.tsx'
import { readMember, type MemberData } from '#app/_data/admin-member.ts'
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
    <Messages of={[...names, 'state', 'so', 'kind']}>
      <main className="col mid-col wide" id="main">
        <MemberHead data={data} />
        {devices === null || signOuts === null ? (
          <Hidden />
        ) : (
          <>
            <MemberLive id={id} />
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

async function Tabs({ data: { member, tab } }: { data: MemberData }) {
  const t = await getTranslations('adminMember')
  const active = member.devices?.devices.filter(({ session }) => session?.state === 'active').length ?? 0
  const tabs = [
    { key: 'devices', name: t('devices'), n: active },
    { key: 'sign-outs', name: t('signOuts'), n: member.signOuts?.length ?? 0 },
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
  const { member, tab, entries, zone, now } = data
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
  if (tab === 'sign-outs') {
    if (!member.signOuts?.length) return nothing(t('noSignOuts'))
    return <MemberSignOuts signOuts={member.signOuts} memberName={member.name} />
  }
  if (!member.devices?.devices.length) return nothing(t('noDevices'))
  return <MemberDevices devices={member.devices.devices} now={now} />
}
