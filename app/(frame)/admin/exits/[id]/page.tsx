import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { EntryTable } from '#app/_admin/entry-table.tsx'
import { Icon } from '#app/_components/icon.tsx'
import { readRun } from '#app/_data/exits.ts'
import { RefreshOn } from '#app/_duties/refresh-on.tsx'
import { HandedTable } from '#app/_exits/handed-table.tsx'
import { RunHead } from '#app/_exits/run-head.tsx'
import { RunNotes } from '#app/_exits/run-notes.tsx'
import { RunSteps } from '#app/_exits/run-steps.tsx'
import { Messages } from '#app/i18n/messages.tsx'

type Props = { readonly params: Promise<{ id: string }> }

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('exits')
  return { title: t('title') }
}

export default async function RunPage({ params }: Props) {
  const { id } = await params
  const [data, t] = await Promise.all([readRun(id), getTranslations('exits')])
  const { run, entries } = data
  if (run.kind === 'closing' && run.state === 'running') redirect('/admin/deregister')
  return (
    <Messages of={['admin', 'exits', 'duty', 'so', 'term', 'state', 'entry', 'adminAudit']}>
      <main className="col mid-col" id="main">
        <RunHead data={data} />
        <RunSteps data={data} />
        <p className="next sub">
          {run.state === 'done' && <span>{t('finished')}</span>}
          <a className="btn grow-s" href={`/api/v1/admin/runs/${run.id}`} download={`${run.kind}-${run.id}.json`}>
            <Icon name="save" />
            {t('evidence')}
          </a>
        </p>
        <HandedTable handOvers={run.handOvers} />
        <RunNotes data={data} />
        {entries !== null && entries.items.length > 0 && (
          <section className="sec" aria-labelledby="log">
            <div className="sec-head">
              <h2 id="log">{t('audit')}</h2>
            </div>
            <EntryTable entries={entries.items} names={entries.names} zone={data.zone} withMember={false} />
          </section>
        )}
        <RefreshOn
          topics={[`run:${id}`, ...(run.subject !== null && data.mayFollowMember ? [`member:${run.subject.id}`] : [])]}
        />
      </main>
    </Messages>
  )
}
