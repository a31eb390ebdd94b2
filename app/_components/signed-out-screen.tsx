'use client'
import { useTranslations } from 'next-intl'
import { useEffect, useRef } from 'react'
import type { ClientState } from '#device/client/state.ts'
import type { Notice } from '#device/client/records.ts'
import { alarm, hush } from './announcer.tsx'
import { Icon } from './icon.tsx'
import { StateLabel } from './state-label.tsx'
import { bytes, dateTime, duration } from './times.ts'
import { useTimeStyle } from './use-time-style.ts'
import { Wordmark } from './wordmark.tsx'

type Gone = Extract<ClientState, { phase: 'locked' | 'signed-out' }>

/** What a signed-out device says: by whom, when, why, how far its clean-up is. Nothing of the account is on this page. */
export function SignedOutScreen({ state, deviceId }: { state: Gone; deviceId: string | null }) {
  const t = useTranslations('gone')
  const title = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    title.current?.focus()
    document.title = t('title')
    hush()
    alarm(t('title'))
  }, [t])
  return (
    <div className="gate">
      <header className="bar">
        <Wordmark />
      </header>
      <main id="main">
        <h1 ref={title} tabIndex={-1}>
          {t('title')}
        </h1>
        <div className="stack mt-4">
          {state.notice !== null && <ByWhom notice={state.notice} deviceId={deviceId} />}
          <HowFar state={state} />
          {state.phase === 'signed-out' && (
            <a className="btn main-act" href="/sign-in">
              {t('signIn')}
            </a>
          )}
          <p className="sub num">{t('receiptId', { id: state.signOutId })}</p>
        </div>
      </main>
      <span />
    </div>
  )
}

function ByWhom({ notice, deviceId }: { notice: Notice; deviceId: string | null }) {
  const { by, accessEndedAt, reason } = notice
  const t = useTranslations('gone')
  const style = useTimeStyle()
  const time = dateTime(accessEndedAt, style, true)
  const sentence = {
    member:
      by.deviceName === undefined || by.deviceId === deviceId
        ? t('bySelfHere', { time })
        : t('bySelf', { device: by.deviceName, time }),
    admin: t('byAdmin', { time }),
    system: t('bySystem', { time }),
  }[by.kind]
  return (
    <div>
      <p suppressHydrationWarning>{sentence}</p>
      {reason !== null && reason !== '' && <p className="sub mt-1">{t('reason', { reason })}</p>}
    </div>
  )
}

function HowFar({ state }: { state: Gone }) {
  const t = useTranslations('gone')
  const style = useTimeStyle()
  if (state.phase === 'signed-out') {
    const { notice, lagMs, report } = state
    const lag = lagMs === null || notice === null ? null : { at: Date.parse(notice.accessEndedAt) + lagMs, ms: lagMs }
    return (
      <div>
        <p>
          <StateLabel tone="done" icon="done">
            {t('confirmed')}
          </StateLabel>
        </p>
        {lag !== null && (
          <p className="sub mt-1">
            {t('confirmedAt', { time: dateTime(lag.at, style, true), lag: duration(lag.ms, style.locale) })}
          </p>
        )}
        {report !== undefined && report.filesRemoved + report.bytesFreed > 0 && (
          <p className="sub mt-1">{t('freed', { size: bytes(report.bytesFreed), files: report.filesRemoved })}</p>
        )}
        {notice?.options.keepRecords === true && <p className="sub mt-1">{t('kept')}</p>}
      </div>
    )
  }
  if (state.notice?.awaitsOriginal === true)
    return <Working icon="original" tone="original" text={t('waitingOriginal')} />
  if (state.step === 'confirming') return <Working icon="work" tone="work" text={t('sending')} />
  if (state.step === 'failed') return <Working icon="bad" tone="bad" text={t('failed')} />
  return <Working icon="work" tone="work" text={t('working')} progress={state.progress} />
}

type WorkingProps = {
  icon: 'original' | 'work' | 'bad'
  tone: 'original' | 'work' | 'bad'
  text: string
  progress?: { done: number; of: number } | null
}

function Working({ icon, tone, text, progress }: WorkingProps) {
  const share = progress === undefined || progress === null || progress.of === 0 ? null : progress
  return (
    <div className={`inset ${tone}`}>
      <Icon name={icon} />
      <div>
        <p>{text}</p>
        {share !== null && <progress className="mt-2 w-full" value={share.done} max={share.of} aria-label={text} />}
      </div>
    </div>
  )
}
