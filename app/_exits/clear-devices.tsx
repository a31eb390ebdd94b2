'use client'
import { useTranslations } from 'next-intl'
import { isOpen } from '#domain/sign-out/sign-out.ts'
import type { SignOutView } from '#protocol/sign-out.ts'
import type { RunData } from '#app/_data/exits.ts'
import { announce } from '#app/_components/announcer.tsx'
import { DevicePicture } from '#app/_components/device-picture.tsx'
import { lookOf } from '#app/_components/sign-out-look.ts'
import { StateLabel } from '#app/_components/state-label.tsx'
import { duration } from '#app/_components/times.ts'
import { useTimeStyle } from '#app/_components/use-time-style.ts'
import { CheckDevices } from '#app/_admin/check-devices.tsx'
import { useDeed } from '#app/_admin/use-deed.ts'
import { useServerNow } from '#app/_live/live-provider.tsx'

/** Each device that is being cleared: a real sign-out with its own confirmation (guide statement 6.3). */
export function ClearDevices({ data: { signOuts } }: { data: RunData }) {
  const t = useTranslations('exits')
  if (signOuts.length === 0) return <p className="sub">{t('noDevices')}</p>
  const open = signOuts.filter(({ state }) => isOpen(state))
  return (
    <>
      <ul className="mini">
        {signOuts.map((signOut) => (
          <Line key={signOut.id} signOut={signOut} />
        ))}
      </ul>
      {open.length > 0 && <CheckDevices find={async () => open.map(({ device }) => device.id)} />}
    </>
  )
}

function Line({ signOut }: { signOut: SignOutView }) {
  const t = useTranslations()
  const { locale } = useTimeStyle()
  const now = useServerNow()
  const { id, device, state, overdue, lagMs, accessEndedAt } = signOut
  const look = lookOf(state)
  const open = isOpen(state)
  const time = duration(open ? Math.max(0, now - Date.parse(accessEndedAt)) : lagMs, locale)
  const late = overdue && open
  const again = useDeed<unknown>(
    () => ['POST', `/api/v1/sign-outs/${id}/${state === 'awaiting-original' ? 'remind' : 'retry'}`],
    () => announce(t('exits.reminded')),
  )
  const mayAgain = state === 'awaiting-original' || state === 'waiting' || state === 'failed' || state === 'received'
  return (
    <li>
      <DevicePicture device={device} lamp={late ? 'bad' : look.lamp} size="s" />
      <span>
        {device.name} {again.problem !== null && <span className="error">{again.problem}</span>}
      </span>
      <span className="line-acts">
        <StateLabel tone={late ? 'bad' : look.tone} icon={late ? 'late' : look.icon}>
          {t(`state.${state}`)}
          <span className="num dim" suppressHydrationWarning>
            {' '}
            · {time}
          </span>
        </StateLabel>
        {mayAgain && (
          <button type="button" className="btn small" disabled={again.busy} onClick={() => void again.run()}>
            {t(state === 'failed' ? 'exits.retry' : 'exits.remind')}
            <span className="vh"> {device.name}</span>
          </button>
        )}
      </span>
    </li>
  )
}
