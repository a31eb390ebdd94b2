import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { readFrame } from '#app/_data/frame.ts'
import { readOwn } from '#app/_data/settings.ts'
import { initials } from '#app/_frame/initials.ts'
import { WayOn } from '#app/_settings/way-on.tsx'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('settings')
  return { title: t('me') }
}

/** Where the guide's path begins: Me → Settings → Account → Sign out (guide statement 1.2). */
export default async function MePage() {
  const [{ member, device, company }, frame] = await Promise.all([readOwn('/me'), readFrame()])
  const rooms = frame?.rooms ?? []
  const t = await getTranslations()
  return (
    <main className="col max-w-[37rem]!" id="main">
      <div className="head">
        <h1 tabIndex={-1}>{t('settings.me')}</h1>
      </div>
      <div className="group mb-6 flex items-center gap-4 p-4">
        <span className="avatar m-0! size-11! text-base!" aria-hidden="true">
          {initials(member.name)}
        </span>
        <div className="min-w-0">
          <div className="font-semibold">{member.name}</div>
          <div className="sub">{member.email}</div>
          <div className="sub">{company}</div>
        </div>
      </div>
      <ul className="group">
        <WayOn href="/devices" sub={device.name}>
          {t('nav.devices')}
        </WayOn>
        <WayOn href="/approvals">{t('nav.approvals')}</WayOn>
        <WayOn href="/contacts">{t('nav.contacts')}</WayOn>
        <WayOn href="/activity">{t('nav.activity')}</WayOn>
        <WayOn href="/inbox">{t('inbox.title')}</WayOn>
        <WayOn href="/checklist">{t('nav.checklist')}</WayOn>
        <WayOn href="/guide">{t('nav.guide')}</WayOn>
        <WayOn href="/link">{t('nav.link')}</WayOn>
        <WayOn href="/settings">{t('settings.settings')}</WayOn>
      </ul>
      {rooms.length > 0 && (
        <section className="mt-6">
          <div className="sec-head">
            <h2>{t('nav.admin')}</h2>
          </div>
          <ul className="group">
            {rooms.map(({ href, name }) => (
              <WayOn key={href} href={href}>
                {t(`nav.${name}`)}
              </WayOn>
            ))}
          </ul>
        </section>
      )}
    </main>
  )
}
