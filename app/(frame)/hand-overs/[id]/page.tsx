import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { readHandOver } from '#app/_data/checklist.ts'
import { RefreshOnMine } from '#app/_duties/refresh-on.tsx'
import { HandedTable } from '#app/_exits/handed-table.tsx'
import { SignOffPanel } from '#app/_exits/sign-off-panel.tsx'
import { Messages } from '#app/i18n/messages.tsx'
import '../../../admin.css'
import '../../../exits.css'

type Props = { readonly params: Promise<{ id: string }> }

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('checklist')
  return { title: t('signOffs') }
}

/** A hand-over as its supervisor sees it: where each customer went, and the word to give. */
export default async function HandOverPage({ params }: Props) {
  const { id } = await params
  const [{ run, mine }, t] = await Promise.all([readHandOver(id), getTranslations('exits')])
  return (
    <Messages of={['admin', 'exits', 'duty', 'so', 'term']}>
      <main className="col" id="main">
        <div className="head">
          <h1 tabIndex={-1}>{t(`runTitle.${run.kind}`, { name: run.subject?.name ?? '' })}</h1>
        </div>
        <SignOffPanel run={run} mine={mine} />
        <HandedTable handOvers={run.handOvers} />
        <RefreshOnMine />
      </main>
    </Messages>
  )
}
