'use client'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useEffect } from 'react'
import type { LinkView } from '#protocol/link.ts'
import type { SignOutView } from '#protocol/sign-out.ts'
import { Empty } from '#app/_components/empty.tsx'
import { Row } from '#app/_components/row.tsx'
import { StateLabel } from '#app/_components/state-label.tsx'
import { maskedAddress } from '#app/_components/masked-address.ts'
import { duration, moment } from '#app/_components/times.ts'
import { useTimeStyle } from '#app/_components/use-time-style.ts'
import { StaleNotice } from '#app/_devices/stale-notice.tsx'
import { call } from '#app/_live/call.ts'
import { useLiveStore, useServerNow } from '#app/_live/live-provider.tsx'
import type { Shown } from '#app/_live/reduce.ts'
import { useAnnouncedStates } from '#app/_live/use-announced-states.ts'
import { useShown } from '#app/_live/use-shown.ts'
import { AskedBy } from './asked-by.tsx'

type ApprovalsBoardProps = { readonly shown: Shown; readonly links: readonly LinkView[] }

/** Everything that waits for a decision of this device, the newest first. It arrives live, and goes when it was decided elsewhere. */
export function ApprovalsBoard({ shown: initial, links }: ApprovalsBoardProps) {
  const t = useTranslations()
  const now = useServerNow()
  const { shown } = useShown(initial, readWaiting)
  useAnnouncedStates(shown)
  useFreshLinks()
  const own = shown.list.devices.find(({ current }) => current)?.id
  const mine = shown.signOuts.filter(({ original }) => original !== null && original.deviceId === own)
  const waiting = mine.filter(({ state }) => state === 'awaiting-original')
  const declined = mine.filter(({ state }) => state === 'declined')
  const open = links.filter(({ expiresAt }) => Date.parse(expiresAt) > now)
  const nothing = waiting.length + declined.length + open.length === 0
  return (
    <main className="col" id="main">
      <div className="head">
        <h1 tabIndex={-1}>{t('nav.approvals')}</h1>
      </div>
      <StaleNotice />
      {nothing && (
        <div className="group">
          <Empty
            action={
              <a className="btn" href="/devices">
                {t('nav.devices')}
              </a>
            }
          >
            {t('appr.empty')}
          </Empty>
        </div>
      )}
      <Section title={t('appr.linksTitle')} of={open} row={(link) => <LinkRow key={link.id} link={link} now={now} />} />
      <Section
        title={t('appr.waitingTitle')}
        of={waiting}
        row={(signOut) => <WaitingRow key={signOut.id} signOut={signOut} now={now} />}
      />
      <Section
        title={t('appr.declinedTitle')}
        of={declined}
        row={(signOut) => <WaitingRow key={signOut.id} signOut={signOut} now={now} />}
      />
    </main>
  )
}

function Section<T>({ title, of, row }: { title: string; of: readonly T[]; row: (one: T) => React.ReactNode }) {
  if (of.length === 0) return null
  return (
    <section className="sec first-of-type:mt-0">
      <div className="sec-head">
        <h2>{title}</h2>
      </div>
      <ul className="group">{of.map(row)}</ul>
    </section>
  )
}

function WaitingRow({ signOut, now }: { signOut: SignOutView; now: number }) {
  const t = useTranslations()
  const style = useTimeStyle()
  const { id, device, accessEndedAt, state } = signOut
  const declined = state === 'declined'
  const waited = duration(now - Date.parse(accessEndedAt), style.locale)
  return (
    <Row
      device={device}
      lamp={declined ? 'bad' : 'original'}
      name={device.name}
      facts={[<AskedBy key="by" signOut={signOut} now={now} />]}
      state={
        <StateLabel tone={declined ? 'bad' : 'original'} icon={declined ? 'bad' : 'original'}>
          <span suppressHydrationWarning>
            {declined ? t('appr.youDeclined') : t('appr.waits', { elapsed: waited })}
          </span>
        </StateLabel>
      }
      actions={
        <a className={declined ? 'btn small' : 'btn small main-act'} href={`/approvals/${id}`}>
          {t('devices.review')}
          <span className="vh"> {device.name}</span>
        </a>
      }
    />
  )
}

function LinkRow({ link, now }: { link: LinkView; now: number }) {
  const t = useTranslations()
  const style = useTimeStyle()
  const { device, ip, createdAt, expiresAt, userCode } = link
  const left = duration(Date.parse(expiresAt) - now, style.locale)
  return (
    <Row
      device={device}
      lamp="off"
      name={device.name}
      facts={[
        t('appr.wantsIn'),
        ...(ip === null ? [] : [maskedAddress(ip)]),
        <span key="at" suppressHydrationWarning>
          {moment(createdAt, now, style)}
        </span>,
      ]}
      state={
        <StateLabel tone="original" icon="link">
          <span suppressHydrationWarning>{t('appr.expiresIn', { left })}</span>
        </StateLabel>
      }
      actions={
        <a className="btn small main-act" href={`/l#${userCode}`}>
          {t('devices.review')}
          <span className="vh"> {device.name}</span>
        </a>
      }
    />
  )
}

async function readWaiting(): Promise<readonly SignOutView[] | null> {
  const answer = await call<{ items: readonly SignOutView[] }>('GET', '/api/v1/sign-outs?state=open&limit=200')
  return answer.ok ? answer.body.items : null
}

/** Requests to link come with the page; the log says when they have changed. */
function useFreshLinks(): void {
  const store = useLiveStore()
  const router = useRouter()
  useEffect(
    () =>
      store.follow({
        entries: (entries) => {
          if (entries.some(({ type }) => type.startsWith('link.') || type === 'sign-out.requested')) router.refresh()
        },
        now: () => {},
        refetch: async () => {
          router.refresh()
          return true
        },
      }),
    [store, router],
  )
}
