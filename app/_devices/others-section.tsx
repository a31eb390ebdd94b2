'use client'
import { useTranslations } from 'next-intl'
import { Fragment } from 'react'
import type { DeviceView } from '#protocol/device.ts'
import type { SignOutView } from '#protocol/sign-out.ts'
import { Empty } from '#app/_components/empty.tsx'
import { Icon } from '#app/_components/icon.tsx'
import { useProblemText } from '#app/_live/problem-text.ts'
import { machinesOf } from './machines.ts'
import { OtherRow } from './other-row.tsx'
import type { DeviceDeeds } from './use-device-deeds.tsx'

type OthersSectionProps = {
  readonly ids: readonly string[]
  readonly devices: readonly DeviceView[]
  readonly signOuts: readonly SignOutView[]
  readonly now: number
  readonly deeds: DeviceDeeds
}

/** The other signed-in devices. */
export function OthersSection({ ids, devices, signOuts, now, deeds }: OthersSectionProps) {
  const t = useTranslations()
  const rows = ids.flatMap((id) => devices.find((device) => device.id === id) ?? [])
  const active = rows.filter(({ session }) => session?.state === 'active')
  return (
    <section className="sec" aria-labelledby="others-title">
      <div className="sec-head">
        <h2 id="others-title" tabIndex={-1}>
          {t('term.otherDevices')}
        </h2>
        {active.length > 0 && (
          <span className="push">
            <button type="button" className="btn text small" onClick={() => void deeds.check(active)}>
              <Icon name="sync" />
              {t('devices.checkAll')}
            </button>
            <button type="button" className="btn small" onClick={() => deeds.ask({ kind: 'others', devices: active })}>
              {t('devices.signOutOthers')}
            </button>
          </span>
        )}
      </div>
      <Outcome deeds={deeds} />
      {rows.length === 0 ? (
        <div className="group">
          <Empty
            action={
              <a className="btn" href="/link/enter">
                {t('term.linkDevice')}
              </a>
            }
          >
            {t('devices.emptyOthers')}
          </Empty>
        </div>
      ) : (
        <ul className="group">
          {machinesOf(rows).map(({ installId, devices: together }, index, all) => (
            <Fragment key={installId}>
              {together.length > 1 && <li className="machine sub">{t('devices.machine', { n: together.length })}</li>}
              {together.map((device) => (
                <OtherRow
                  key={device.id}
                  device={device}
                  devices={devices}
                  now={now}
                  deeds={deeds}
                  signOut={signOuts.find(({ sessionId }) => sessionId === device.session?.id)}
                />
              ))}
              {together.length > 1 && index < all.length - 1 && <li className="machine-end" role="presentation" />}
            </Fragment>
          ))}
        </ul>
      )}
    </section>
  )
}

/** What was done or could not be done, beside the list. The announcer says it too. */
function Outcome({ deeds: { problem, said } }: { deeds: DeviceDeeds }) {
  const text = useProblemText()
  if (problem !== null) {
    return (
      <p className="error mb-2" role="alert">
        {text(problem)}
      </p>
    )
  }
  return said === null ? null : <p className="sub mb-2">{said}</p>
}
