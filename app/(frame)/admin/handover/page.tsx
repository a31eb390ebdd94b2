import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { GUIDE } from '#domain/guide.ts'
import { Empty } from '#app/_components/empty.tsx'
import { GuideTag } from '#app/_components/tag.tsx'
import { readBoard } from '#app/_data/hand-over.ts'
import { LIST_MS, MOST_FOLLOWED, RefreshEvery, RefreshOn } from '#app/_duties/refresh-on.tsx'
import { HandOverBoardView } from '#app/_handover/hand-over-board.tsx'
import { ImportDuties } from '#app/_import/import-duties.tsx'
import { Messages } from '#app/i18n/messages.tsx'

type Search = Promise<Record<string, string | string[] | undefined>>

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('handover')
  return { title: t('title') }
}

export default async function HandOverBoardPage({ searchParams }: { searchParams: Search }) {
  const { run } = await searchParams
  const [{ board, mayAct, waits }, t] = await Promise.all([
    readBoard(typeof run === 'string' ? run : undefined),
    getTranslations(),
  ])
  const empty = board.refused.length + board.waiting.length + board.leavers.length === 0
  return (
    <Messages of={['admin', 'duty', 'handover', 'exits', 'import', 'so']}>
      <main className="col mid-col wide" id="main">
        <div className="head">
          <div>
            <h1 tabIndex={-1}>{t('handover.title')}</h1>
            <p className="sub">{t('handover.sub')}</p>
            <p className="sub">
              {t('exits.loss', { pct: GUIDE.offboarding.lossPct })} <GuideTag /> {t('exits.lossNote')}
            </p>
          </div>
          <div className="push wide-s buttons">
            <ImportDuties />
          </div>
        </div>
        {empty && (
          <div className="group">
            <Empty>{t('handover.empty')}</Empty>
          </div>
        )}
        <HandOverBoardView board={board} mayAct={mayAct} waits={waits} />
        <RefreshOn topics={board.leavers.slice(0, MOST_FOLLOWED).map(({ runId }) => `run:${runId}`)} />
        <RefreshEvery ms={LIST_MS} />
      </main>
    </Messages>
  )
}
