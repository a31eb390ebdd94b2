'use client'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { DeviceView } from '#protocol/device.ts'
import type { SignOutView } from '#protocol/sign-out.ts'
import { announce } from '#app/_components/announcer.tsx'
import { DevicePicture } from '#app/_components/device-picture.tsx'
import { Inset } from '#app/_components/notice.tsx'
import { lookOf } from '#app/_components/sign-out-look.ts'
import { day, duration } from '#app/_components/times.ts'
import { useTimeStyle } from '#app/_components/use-time-style.ts'
import { StaleNotice } from '#app/_devices/stale-notice.tsx'
import { call, type Problem } from '#app/_live/call.ts'
import { useServerNow } from '#app/_live/live-provider.tsx'
import { useProblemText } from '#app/_live/problem-text.ts'
import type { Shown } from '#app/_live/reduce.ts'
import { useShown } from '#app/_live/use-shown.ts'
import { useOptionWords } from '#app/_sign-out/option-words.ts'
import { AskedBy } from './asked-by.tsx'
import { DeclineWhy } from './decline-why.tsx'
import { Outcome } from './outcome.tsx'

type ApprovalReviewProps = { readonly shown: Shown; readonly bySelf: boolean }

/** One sign-out that needs this device: what, who, when; approve, or decline with a reason. */
export function ApprovalReview({ shown: initial, bySelf }: ApprovalReviewProps) {
  const t = useTranslations('appr')
  const id = initial.signOuts[0]?.id ?? ''
  const { shown, take } = useShown(initial, () => readAgain(id), new Set([id]))
  const [signOut] = shown.signOuts
  const now = useServerNow()
  if (signOut === undefined) return null
  const { devices } = shown.list
  const own = devices.find(({ current }) => current)
  const asksHere = signOut.original !== null && signOut.original.deviceId === own?.id
  const open = signOut.state === 'awaiting-original' || signOut.state === 'declined'
  return (
    <main className="col max-w-[33rem]!" id="main">
      <StaleNotice />
      <section className="dialog" aria-labelledby="approval-title">
        <header>
          <DevicePicture device={signOut.device} lamp={lookOf(signOut.state).lamp} />
          <h1 id="approval-title" tabIndex={-1} className="text-[length:var(--text-lg)]!">
            {t(open ? 'title' : 'titleOver', { device: signOut.device.name })}
          </h1>
        </header>
        <div className="body">
          {asksHere && open && <Story signOut={signOut} devices={devices} />}
          <Facts signOut={signOut} now={now} open={open} />
          <Outcome signOut={signOut} devices={devices} />
        </div>
        {asksHere && open && <Decide signOut={signOut} bySelf={bySelf} take={take} />}
      </section>
    </main>
  )
}

async function readAgain(id: string): Promise<readonly SignOutView[] | null> {
  const answer = await call<SignOutView>('GET', `/api/v1/sign-outs/${id}`)
  return answer.ok ? [answer.body] : null
}

function Story({ signOut, devices }: { signOut: SignOutView; devices: readonly DeviceView[] }) {
  const t = useTranslations('appr')
  const style = useTimeStyle()
  const session = devices.find(({ id }) => id === signOut.device.id)?.session
  const bold = { b: (words: React.ReactNode) => <b className="font-semibold">{words}</b> }
  const since = session?.id === signOut.sessionId ? day(session.startedAt, style) : null
  return (
    <p suppressHydrationWarning>
      {since === null ? t.rich('storyUndated', bold) : t.rich('story', { ...bold, date: since })}
    </p>
  )
}

function Facts({ signOut, now, open }: { signOut: SignOutView; now: number; open: boolean }) {
  const t = useTranslations()
  const words = useOptionWords()
  const style = useTimeStyle()
  return (
    <dl className="dl tight">
      <dt>{t('appr.requestedBy')}</dt>
      <dd>
        <AskedBy signOut={signOut} now={now} short />
      </dd>
      {signOut.reason !== null && signOut.reason !== '' && (
        <>
          <dt>{t('appr.reason')}</dt>
          <dd>{signOut.reason}</dd>
        </>
      )}
      <dt>{t('appr.cleanup')}</dt>
      <dd>{words(signOut) || t('term.standardExit')}</dd>
      {open && (
        <>
          <dt>{t('appr.waiting')}</dt>
          <dd>
            <time suppressHydrationWarning>{duration(now - Date.parse(signOut.accessEndedAt), style.locale)}</time>
          </dd>
        </>
      )}
    </dl>
  )
}

type DecideProps = { signOut: SignOutView; bySelf: boolean; take: (signOuts: readonly SignOutView[]) => void }

function Decide({ signOut, bySelf, take }: DecideProps) {
  const t = useTranslations('appr')
  const app = useTranslations('app')
  const text = useProblemText()
  const router = useRouter()
  const [why, setWhy] = useState(false)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const post = async (verb: 'approve' | 'decline', body: unknown, said: string) => {
    setBusy(true)
    const answer = await call<SignOutView>('POST', `/api/v1/sign-outs/${signOut.id}/${verb}`, body)
    setBusy(false)
    setProblem(answer.ok ? null : answer.problem)
    if (!answer.ok) {
      // Decided meanwhile, elsewhere: show how it stands.
      const now = await readAgain(signOut.id)
      if (now !== null) take(now)
      return
    }
    take([answer.body])
    setWhy(false)
    router.refresh() // the count beside “Approvals”
    announce(said)
    document.querySelector<HTMLElement>('main h1')?.focus()
  }
  if (!bySelf) {
    return (
      <div className="px-5 pb-5">
        <Inset tone="original" icon="original">
          <p>{t('notBySelf')}</p>
        </Inset>
      </div>
    )
  }
  return (
    <>
      {problem !== null && (
        <div className="px-5 pb-4">
          <Inset tone="bad" icon="bad" alert>
            <p>{text(problem)}</p>
          </Inset>
        </div>
      )}
      {why ? (
        <DeclineWhy
          busy={busy}
          onCancel={() => setWhy(false)}
          onDecline={(reason) => void post('decline', { reason }, t('declinedNow'))}
        />
      ) : (
        <footer>
          {signOut.state === 'awaiting-original' ? (
            <button type="button" className="btn" disabled={busy} onClick={() => setWhy(true)}>
              {t('decline')}
            </button>
          ) : (
            <a className="btn" href="/approvals">
              {app('back')}
            </a>
          )}
          <button
            type="button"
            className="btn main-act"
            disabled={busy}
            onClick={() => void post('approve', undefined, t('approvedNow'))}
          >
            {t('approve')}
          </button>
        </footer>
      )}
    </>
  )
}
