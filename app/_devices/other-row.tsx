'use client'
import { useTranslations } from 'next-intl'
import type { DeviceView } from '#protocol/device.ts'
import type { SignOutView } from '#protocol/sign-out.ts'
import { usePlaceWords } from '#app/_components/place-words.ts'
import { lookOf } from '#app/_components/sign-out-look.ts'
import { ago } from '#app/_components/times.ts'
import { useTimeStyle } from '#app/_components/use-time-style.ts'
import { SignOutState } from '#app/_sign-out/sign-out-state.tsx'
import { DeviceMenu } from './device-menu.tsx'
import { DeviceRow } from './device-row.tsx'
import type { DeviceDeeds } from './use-device-deeds.tsx'

type OtherRowProps = {
  readonly device: DeviceView
  readonly devices: readonly DeviceView[]
  readonly now: number
  readonly deeds: DeviceDeeds
  /** Its sign-out, when it was asked a moment ago and the list has not moved yet. */
  readonly signOut: SignOutView | undefined
}

/** Another signed-in device, with its way out. */
export function OtherRow({ device, devices, now, deeds, signOut }: OtherRowProps) {
  const t = useTranslations()
  const ended = device.session?.state !== 'active'
  // A sign-in that was not there before: the row asks whether it was this person.
  const fresh = device.asks && !ended
  return (
    <DeviceRow
      device={device}
      devices={devices}
      now={now}
      fresh={fresh}
      {...(ended && signOut !== undefined
        ? { state: <SignOutState signOut={signOut} devices={devices} />, lamp: lookOf(signOut.state).lamp }
        : {})}
      actions={
        <>
          {!fresh && !ended && (
            <button type="button" className="btn small" onClick={() => deeds.ask({ kind: 'device', device })}>
              {t('term.signOutButton')}
              <span className="vh"> {device.name}</span>
            </button>
          )}
          <DeviceMenu device={device} deeds={deeds} />
        </>
      }
      {...(fresh ? { actionsKind: 'menu' as const } : {})}
      {...(fresh ? { below: <Question device={device} now={now} deeds={deeds} /> } : {})}
    />
  )
}

function Question({ device, now, deeds }: Pick<OtherRowProps, 'device' | 'now' | 'deeds'>) {
  const t = useTranslations('devices')
  const { locale } = useTimeStyle()
  const place = usePlaceWords()
  const { session } = device
  if (session === null) return null
  const when = ago(session.startedAt, now, locale)
  return (
    <div className="ask">
      <p suppressHydrationWarning>
        {session.place === null ? t('newNoPlace', { ago: when }) : t('new', { ago: when, place: place(session.place) })}
      </p>
      <span>
        <button type="button" className="btn small" onClick={() => void deeds.vouch(device)}>
          {t('me')}
        </button>
        <button type="button" className="btn small main-act" onClick={() => deeds.disown(device)}>
          {t('notMe')}
        </button>
      </span>
    </div>
  )
}
