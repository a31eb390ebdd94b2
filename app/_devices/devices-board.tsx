'use client'
import { useTranslations } from 'next-intl'
import { useCallback, useMemo } from 'react'
import type { DeviceView } from '#protocol/device.ts'
import type { SignOutAccepted, SignOutView } from '#protocol/sign-out.ts'
import { announce } from '#app/_components/announcer.tsx'
import { Icon } from '#app/_components/icon.tsx'
import type { Band } from '#app/_components/lag-band.tsx'
import { Places } from '#app/_components/places.tsx'
import { call } from '#app/_live/call.ts'
import { useServerNow } from '#app/_live/live-provider.tsx'
import type { Shown } from '#app/_live/reduce.ts'
import { useAnnouncedStates } from '#app/_live/use-announced-states.ts'
import { useArrangement } from '#app/_live/use-arrangement.ts'
import { useShown } from '#app/_live/use-shown.ts'
import { DeviceMenu } from './device-menu.tsx'
import { DeviceRow } from './device-row.tsx'
import { Leaving, warmLeaving } from './leaving.tsx'
import { NeedsYou } from './needs-you.tsx'
import { OthersSection } from './others-section.tsx'
import { StaleNotice } from './stale-notice.tsx'
import { UpdatesPill } from './updates-pill.tsx'
import { useCheckPrompt } from './use-check-prompt.tsx'
import { useDeviceDeeds } from './use-device-deeds.tsx'

type DevicesBoardProps = { readonly shown: Shown; readonly band: Band }

/** Where a light is still on, who is being waited for, and what can be done: the member's devices, live. */
export function DevicesBoard({ shown: initial, band }: DevicesBoardProps) {
  const t = useTranslations()
  const now = useServerNow()
  const { shown, take, readDevices } = useShown(
    useMemo(() => initial, [initial]),
    readSignOuts,
  )
  const { rows, updates, apply, hold } = useArrangement(shown)
  useAnnouncedStates(shown)
  const { heed, prompt } = useCheckPrompt()
  const onAccepted = ({ signOuts }: SignOutAccepted) => {
    heed(signOuts)
    take(signOuts)
    void readDevices()
    apply()
    announce(t('so.announceEnded', { n: signOuts.length }))
  }
  const onDisowned = (signOuts: readonly SignOutView[]) => {
    take(signOuts)
    void readDevices()
    apply()
  }
  const fallback = useCallback(
    () => document.querySelector<HTMLElement>('#leaving-title') ?? document.querySelector<HTMLElement>('h1'),
    [],
  )
  const deeds = useDeviceDeeds({
    devices: shown.list.devices,
    band,
    onAccepted,
    onDisowned,
    reread: readDevices,
    fallback,
  })
  const warm = () => {
    deeds.warm()
    warmLeaving()
  }
  const { devices, limit, used } = shown.list
  const own = devices.find(({ current }) => current)
  const byId = useMemo(() => new Map(shown.signOuts.map((signOut) => [signOut.id, signOut])), [shown.signOuts])
  const leaving = useMemo(() => named(rows.leaving, byId), [rows.leaving, byId])
  const left = useMemo(() => named(rows.left, byId), [rows.left, byId])
  return (
    <main className="col" id="main">
      <Head used={used} limit={limit} />
      <StaleNotice />
      <NeedsYou signOuts={shown.signOuts} devices={devices} now={now} />
      {prompt({ devices, check: deeds.check })}
      <UpdatesPill n={updates} onApply={apply} />
      <div {...hold} onPointerOver={warm} onFocusCapture={warm}>
        {own !== undefined && <ThisDevice own={own} devices={devices} now={now} deeds={deeds} />}
        <OthersSection ids={rows.others} devices={devices} signOuts={shown.signOuts} now={now} deeds={deeds} />
        <Leaving leaving={leaving} left={left} devices={devices} band={band} take={take} />
      </div>
      {deeds.dialog}
    </main>
  )
}

/** How the page reads its sign-outs anew; null when it could not. */
async function readSignOuts(): Promise<readonly SignOutView[] | null> {
  const answer = await call<{ items: readonly SignOutView[] }>('GET', '/api/v1/sign-outs?limit=200')
  return answer.ok ? answer.body.items : null
}

function named(ids: readonly string[], byId: ReadonlyMap<string, SignOutView>): SignOutView[] {
  return ids.flatMap((id) => byId.get(id) ?? [])
}

function Head({ used, limit }: { used: number; limit: number }) {
  const t = useTranslations()
  return (
    <div className="head">
      <h1 tabIndex={-1}>{t('devices.title')}</h1>
      <Places used={used} limit={limit} />
      <a className="btn push wide-s" href="/link/enter">
        <Icon name="link" />
        {t('term.linkDevice')}
      </a>
    </div>
  )
}

type ThisDeviceProps = {
  own: DeviceView
  devices: readonly DeviceView[]
  now: number
  deeds: ReturnType<typeof useDeviceDeeds>
}

function ThisDevice({ own, devices, now, deeds }: ThisDeviceProps) {
  const t = useTranslations('term')
  return (
    <section aria-labelledby="this-title">
      <div className="sec-head">
        <h2 id="this-title">{t('thisDevice')}</h2>
      </div>
      <ul className="group">
        <DeviceRow
          device={own}
          devices={devices}
          now={now}
          actions={<DeviceMenu device={own} deeds={deeds} />}
          actionsKind="menu"
        />
      </ul>
    </section>
  )
}
