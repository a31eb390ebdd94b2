import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { readOwn } from '#app/_data/settings.ts'
import { SignOutHere } from '#app/_settings/sign-out-here.tsx'
import { PathLine } from '#app/_settings/path-line.tsx'
import { Messages } from '#app/i18n/messages.tsx'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('settings')
  return { title: t('account') }
}

export default async function AccountPage() {
  const { member, device, devices, company, band } = await readOwn('/settings/account')
  const t = await getTranslations()
  const roles = member.roles.map((role) => t(`term.${role as 'owner' | 'admin' | 'hr'}`))
  return (
    <Messages of={['settings', 'so', 'win', 'mac', 'devices', 'lag', 'gone']}>
      <main className="col max-w-[37rem]!" id="main">
        <PathLine at="account" />
        <div className="head">
          <h1 tabIndex={-1}>{t('settings.account')}</h1>
        </div>
        <section className="panel">
          <dl className="dl">
            <dt>{t('settings.name')}</dt>
            <dd>{member.name}</dd>
            <dt>{t('settings.email')}</dt>
            <dd>{member.email}</dd>
            <dt>{t('settings.company')}</dt>
            <dd>{company}</dd>
            {roles.length > 0 && (
              <>
                <dt>{t('settings.roles')}</dt>
                <dd>{roles.join(' · ')}</dd>
              </>
            )}
            <dt>{t('term.thisDevice')}</dt>
            <dd>
              <a href={`/devices/${device.id}`}>{device.name}</a>
            </dd>
          </dl>
        </section>
        <SignOutHere device={device} devices={devices} band={band} />
      </main>
    </Messages>
  )
}
