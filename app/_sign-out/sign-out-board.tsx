'use client'
import { useTranslations } from 'next-intl'
import { Fragment, useMemo } from 'react'
import { isOpen } from '#domain/sign-out/sign-out.ts'
import type { BatchView, LeftBehind, SignOutView } from '#protocol/sign-out.ts'
import { Icon } from '#app/_components/icon.tsx'
import type { Band } from '#app/_components/lag-band.tsx'
import { duration, moment } from '#app/_components/times.ts'
import { useTimeStyle } from '#app/_components/use-time-style.ts'
import { call } from '#app/_live/call.ts'
import { useServerNow } from '#app/_live/live-provider.tsx'
import { useProblemText } from '#app/_live/problem-text.ts'
import type { Shown } from '#app/_live/reduce.ts'
import { useAnnouncedStates } from '#app/_live/use-announced-states.ts'
import { useShown } from '#app/_live/use-shown.ts'
import { StaleNotice } from '#app/_devices/stale-notice.tsx'
import { useCheckPrompt } from '#app/_devices/use-check-prompt.tsx'
import { useDeviceDeeds } from '#app/_devices/use-device-deeds.tsx'
import { Axis, Legend } from './axis.tsx'
import { Lane } from './lane.tsx'
import { LaneMore } from './lane-more.tsx'
import { axisSpan } from './lane-segments.ts'
import { LeftOpen } from './left-open.tsx'
import { SignOutActions } from './sign-out-actions.tsx'
import { SumLine } from './sum-line.tsx'

type SignOutBoardProps = {
  readonly id: string
  readonly shown: Shown
  readonly band: Band
  /** What this leaving found open on the member's own account; null when nothing was. */
  readonly left: LeftBehind | null
}

/** One sign-out, or all of a batch, on one axis of time: left the server's fact, then the devices' own word. */
export function SignOutBoard({ id, shown: initial, band, left }: SignOutBoardProps) {
  const t = useTranslations()
  const now = useServerNow()
  const only = useMemo(() => new Set(initial.signOuts.map((signOut) => signOut.id)), [initial])
  const { shown, take, readDevices } = useShown(initial, () => readAgain(id), only)
  useAnnouncedStates(shown)
  const text = useProblemText()
  const deeds = useDeviceDeeds({
    devices: shown.list.devices,
    band,
    onAccepted: () => {},
    reread: readDevices,
    fallback: () => document.querySelector('h1'),
  })
  const { prompt } = useCheckPrompt(initial.signOuts)
  const { signOuts } = shown
  const { devices } = shown.list
  const waiting = devices.filter((device) => signOuts.some((s) => s.device.id === device.id && isOpen(s.state)))
  const span = axisSpan(signOuts, now, band[1])
  const style = { '--low': (band[0] / span).toFixed(4), '--high': (band[1] / span).toFixed(4) }
  const closed = signOuts.filter(({ state }) => !isOpen(state))
  return (
    <main className="col lanes-col" id="main">
      <div className="head mb-0">
        <h1 tabIndex={-1}>{useTitle(signOuts)}</h1>
        {waiting.length > 0 && (
          <button type="button" className="btn push wide-s" onClick={() => void deeds.check(waiting)}>
            <Icon name="sync" />
            {t(waiting.length === 1 ? 'term.checkNow' : 'devices.checkAll')}
          </button>
        )}
      </div>
      <Ended signOuts={signOuts} now={now} />
      {deeds.said !== null && <p className="sub mb-2">{deeds.said}</p>}
      {deeds.problem !== null && (
        <p className="error mb-2" role="alert">
          {text(deeds.problem)}
        </p>
      )}
      {prompt({ devices, check: deeds.check })}
      <SumLine signOuts={signOuts} devices={devices} />
      <StaleNotice />
      <div className="lanes" style={style}>
        <Axis band={band} span={span} ended={useCommonEnd(signOuts, now)} />
        <ol>
          {signOuts.map((signOut) => (
            <Fragment key={signOut.id}>
              <Lane
                signOut={signOut}
                devices={devices}
                band={band}
                span={span}
                now={now}
                actions={<SignOutActions signOut={signOut} devices={devices} take={take} />}
              />
              <LaneMore
                signOut={signOut}
                devices={devices}
                now={now}
                open={signOuts.length === 1 || (signOut.overdue && isOpen(signOut.state))}
              />
            </Fragment>
          ))}
        </ol>
      </div>
      <Legend band={band} />
      {left !== null && <LeftOpen left={left} />}
      <div className="next">
        <p>{closed.length > 0 ? t('so.receiptsNext', { n: closed.length }) : t('so.nextOpen')}</p>
        <a className="btn grow-s" href="/devices">
          {t('so.backToDevices')}
        </a>
      </div>
    </main>
  )
}

async function readAgain(id: string): Promise<readonly SignOutView[] | null> {
  if (id.startsWith('bat_')) {
    const answer = await call<BatchView>('GET', `/api/v1/batches/${id}`)
    return answer.ok ? answer.body.signOuts : null
  }
  const answer = await call<SignOutView>('GET', `/api/v1/sign-outs/${id}`)
  return answer.ok ? [answer.body] : null
}

function useTitle(signOuts: readonly SignOutView[]): string {
  const t = useTranslations('so')
  const [only] = signOuts
  const done = signOuts.every(({ state }) => !isOpen(state))
  if (signOuts.length === 1 && only !== undefined)
    return t(done ? 'titleOneDone' : 'titleOne', { device: only.device.name })
  return t(done ? 'titleDone' : 'title', { n: signOuts.length })
}

/** When access ended, if it ended in the same second for all. */
function useCommonEnd(signOuts: readonly SignOutView[], now: number): string | null {
  const style = useTimeStyle()
  const ends = new Set(signOuts.map(({ accessEndedAt }) => moment(accessEndedAt, now, style)))
  return ends.size === 1 ? ([...ends][0] ?? null) : null
}

/** The server's fact, said first. */
function Ended({ signOuts, now }: { signOuts: readonly SignOutView[]; now: number }) {
  const t = useTranslations('so')
  const style = useTimeStyle()
  const ends = signOuts.map(({ accessEndedAt }) => Date.parse(accessEndedAt))
  const first = Math.min(...ends)
  const spread = Math.max(...ends) - first
  if (signOuts.length === 0) return null
  const time = moment(first, now, style)
  return (
    <p className="mt-2 mb-1" suppressHydrationWarning>
      {signOuts.length === 1 ? t('accessEndedOne', { time }) : t('accessEndedAll', { n: signOuts.length, time })}
      {spread >= 1000 && ` (${t('endedIn', { span: duration(spread, style.locale) })})`}
    </p>
  )
}
