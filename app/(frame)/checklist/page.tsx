import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { LAST_CHECKS } from '#domain/obligation/checks.ts'
import { AdminDuties } from '#app/_checklist/admin-duties.tsx'
import { CheckGroup } from '#app/_checklist/check-group.tsx'
import { MissedLine } from '#app/_checklist/missed-line.tsx'
import { OtherDuties } from '#app/_checklist/other-duties.tsx'
import { SignOffs } from '#app/_checklist/sign-offs.tsx'
import { readChecklist } from '#app/_data/checklist.ts'
import { RefreshOnMine } from '#app/_duties/refresh-on.tsx'
import { Messages } from '#app/i18n/messages.tsx'
import '../../admin.css'
import '../../exits.css'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('checklist')
  return { title: t('title') }
}

export default async function ChecklistPage() {
  const [data, t] = await Promise.all([readChecklist(), getTranslations('checklist')])
  return (
    <Messages of={['admin', 'checklist', 'duty', 'exits', 'so']}>
      <main className="col" id="main">
        <div className="head">
          <div>
            <h1 tabIndex={-1}>{t('title')}</h1>
            <p className="sub">{t('sub')}</p>
          </div>
        </div>
        <MissedLine data={data} />
        <SignOffs runs={data.signOffs} />
        {data.duties !== null && <AdminDuties duties={data.duties} />}
        {LAST_CHECKS.map((check) => (
          <CheckGroup key={check} check={check} duties={data.groups[check]} self={data.self} />
        ))}
        <OtherDuties others={data.others} />
        <RefreshOnMine />
      </main>
    </Messages>
  )
}
