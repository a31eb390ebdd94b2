import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Icon } from '#app/_components/icon.tsx'
import { BeginPanel } from '#app/_closing/begin-panel.tsx'
import { Bills } from '#app/_closing/bills.tsx'
import { CancelClosing } from '#app/_closing/cancel-closing.tsx'
import { Conditions } from '#app/_closing/conditions.tsx'
import { Review } from '#app/_closing/review.tsx'
import { readClosing } from '#app/_data/closing.ts'
import { LIST_MS, RefreshEvery, RefreshOn } from '#app/_duties/refresh-on.tsx'
import { Messages } from '#app/i18n/messages.tsx'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('closing')
  return { title: t('title') }
}

export default async function DeregisterPage() {
  const [data, t] = await Promise.all([readClosing(), getTranslations('closing')])
  const { run, company, bills, stopped } = data
  const reviewing = run?.review != null
  return (
    <Messages of={['admin', 'closing', 'exits', 'duty', 'so']}>
      <main className="col mid-col" id="main">
        <div className="head">
          <div>
            <h1 tabIndex={-1}>{t('title')}</h1>
            <p className="sub">{t('ownerOnly')}</p>
          </div>
          {run !== null && !reviewing && <CancelClosing runId={run.id} />}
        </div>
        {run === null && stopped !== null && (
          <p className="inset mb-4">
            <Icon name="closed" />
            <span>{t('stopped', { reason: stopped })}</span>
          </p>
        )}
        {run === null ? (
          <BeginPanel company={company} />
        ) : (
          <>
            <Conditions run={run} mayAct={!reviewing} />
            <Review data={{ ...data, run }} />
            <Bills bills={bills} />
          </>
        )}
        <RefreshOn topics={run === null ? [] : [`run:${run.id}`]} />
        <RefreshEvery ms={LIST_MS} />
      </main>
    </Messages>
  )
}
