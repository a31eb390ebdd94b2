'use client'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { lazy, Suspense, useState, type ReactNode } from 'react'
import type { SignOutAccepted, SignOutView } from '#protocol/sign-out.ts'
import { announce } from '#app/_components/announcer.tsx'
import { DevicePicture } from '#app/_components/device-picture.tsx'
import type { Band } from '#app/_components/lag-band.tsx'
import { lookOf } from '#app/_components/sign-out-look.ts'
import { Tag } from '#app/_components/tag.tsx'
import { call } from '#app/_live/call.ts'
import { useServerNow } from '#app/_live/live-provider.tsx'
import { useProblemText } from '#app/_live/problem-text.ts'
import type { Shown } from '#app/_live/reduce.ts'
import { useAnnouncedStates } from '#app/_live/use-announced-states.ts'
import { useShown } from '#app/_live/use-shown.ts'
import { isOpen } from '#domain/sign-out/sign-out.ts'
import { isActive } from './device-facts.ts'
import { DeviceGone } from './device-gone.tsx'
import { DeviceFacts } from './device-sheet-facts.tsx'
import { DeviceMenu } from './device-menu.tsx'
import { LeavingRow } from './leaving-row.tsx'
import { heldBytes, LeftoverNote } from './leftover-note.tsx'
import { LeftRow } from './left-row.tsx'
import { Presence } from './presence.tsx'
import { StaleNotice } from './stale-notice.tsx'
import { useCheckPrompt } from './use-check-prompt.tsx'
import { useDeviceDeeds } from './use-device-deeds.tsx'

const ForgetDialog = lazy(() => import('./forget-dialog.tsx').then(({ ForgetDialog: Dialog }) => ({ default: Dialog })))

type DeviceSheetProps = { readonly id: string; readonly shown: Shown; readonly band: Band }

/** Everything about one device, and its sign-outs. */
export function DeviceSheet({ id, shown: initial, band }: DeviceSheetProps) {
  const t = useTranslations()
  const router = useRouter()
  const now = useServerNow()
  const text = useProblemText()
  const { shown, take, readDevices } = useShown(initial, () => readSignOutsOf(id))
  useAnnouncedStates(shown)
  const [forgetting, setForgetting] = useState(false)
  const { heed, prompt } = useCheckPrompt()
  const onAccepted = ({ signOuts }: SignOutAccepted) => {
    heed(signOuts)
    take(signOuts)
    void readDevices()
    announce(t('so.announceEnded', { n: signOuts.length }))
  }
  const deeds = useDeviceDeeds({
    devices: shown.list.devices,
    band,
    onAccepted,
    reread: readDevices,
    fallback: () => document.querySelector('h1'),
  })
  const { devices } = shown.list
  const device = devices.find((known) => known.id === id)
  const own = shown.signOuts.filter((signOut) => signOut.device.id === id)
  if (device === undefined) return <DeviceGone />
  const active = device.session?.state === 'active'
  const open = own.some(({ state }) => isOpen(state))
  return (
    <main className="col" id="main" onPointerOver={deeds.warm} onFocusCapture={deeds.warm}>
      <StaleNotice />
      <div className="head">
        <DevicePicture
          device={device}
          lamp={
            active ? (isActive(device, now) ? 'on' : 'idle') : own[0] === undefined ? 'off' : lookOf(own[0].state).lamp
          }
        />
        <div>
          <h1 tabIndex={-1}>{device.name}</h1>
          <div className="sub">
            {device.current && <Tag>{t('term.thisDevice')}</Tag>} {device.shared && <Tag>{t('term.shared')}</Tag>}{' '}
            {active ? <Presence device={device} now={now} /> : t('device.notSignedIn')}
          </div>
        </div>
        <span className={active && device.current ? 'push buttons' : 'push buttons wide-s'}>
          {active && !device.current && (
            <button type="button" className="btn" onClick={() => deeds.ask({ kind: 'device', device })}>
              {t('so.button', { device: device.name })}
            </button>
          )}
          {!active && !open && (
            <button type="button" className="btn" onClick={() => setForgetting(true)}>
              {t('devices.forget')}
            </button>
          )}
          <DeviceMenu device={device} deeds={deeds} details={false} />
        </span>
      </div>
      {deeds.said !== null && <p className="sub mb-2">{deeds.said}</p>}
      {deeds.problem !== null && (
        <p className="error mb-2" role="alert">
          {text(deeds.problem)}
        </p>
      )}
      {prompt({ devices, check: deeds.check })}
      <LeftoverNote device={device} heldBytes={heldBytes(own)} />
      {device.os === 'macos' && device.kind === 'desktop' && (
        <p className="mb-4">
          <a className="btn" href={`/devices/${device.id}/mac`}>
            {t('mac.openSteps')}
          </a>
        </p>
      )}
      <section aria-labelledby="facts-title">
        <div className="sec-head">
          <h2 id="facts-title">{t('device.facts')}</h2>
        </div>
        <DeviceFacts device={device} devices={devices} now={now} />
      </section>
      <History signOuts={own}>
        {own.map((signOut) =>
          isOpen(signOut.state) ? (
            <LeavingRow key={signOut.id} signOut={signOut} devices={devices} band={band} take={take} />
          ) : (
            <LeftRow key={signOut.id} signOut={signOut} devices={devices} now={now} />
          ),
        )}
      </History>
      {deeds.dialog}
      {forgetting && (
        <Suspense>
          <ForgetDialog
            device={device}
            onClose={() => setForgetting(false)}
            onForgotten={() => router.push('/devices')}
          />
        </Suspense>
      )}
    </main>
  )
}

async function readSignOutsOf(id: string): Promise<readonly SignOutView[] | null> {
  const answer = await call<{ items: readonly SignOutView[] }>('GET', '/api/v1/sign-outs?limit=200')
  return answer.ok ? answer.body.items.filter(({ device }) => device.id === id) : null
}

function History({ signOuts, children }: { signOuts: readonly SignOutView[]; children: ReactNode }) {
  const t = useTranslations('device')
  return (
    <section className="sec" aria-labelledby="history-title">
      <div className="sec-head">
        <h2 id="history-title" tabIndex={-1}>
          {t('history')}
        </h2>
      </div>
      {signOuts.length === 0 ? <p className="sub">{t('historyEmpty')}</p> : <ul className="group">{children}</ul>}
    </section>
  )
}
