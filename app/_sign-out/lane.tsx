'use client'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { lagLabel } from '#domain/lag.ts'
import { isOpen } from '#domain/sign-out/sign-out.ts'
import type { DeviceView } from '#protocol/device.ts'
import type { SignOutView } from '#protocol/sign-out.ts'
import { DevicePicture } from '#app/_components/device-picture.tsx'
import type { Band } from '#app/_components/lag-band.tsx'
import { lookOf } from '#app/_components/sign-out-look.ts'
import { bytes, duration, moment } from '#app/_components/times.ts'
import { useTimeStyle } from '#app/_components/use-time-style.ts'
import { lagAt, reported } from './lag-of.ts'
import { laneTrack } from './lane-segments.ts'
import { SignOutState } from './sign-out-state.tsx'
import { useOptionWords } from './option-words.ts'

type LaneProps = {
  readonly signOut: SignOutView
  readonly devices: readonly DeviceView[]
  readonly band: Band
  readonly span: number
  readonly now: number
  readonly actions: ReactNode
}

/** One device on the common axis: what happened since its access ended, in words below, its lag at the right. */
export function Lane({ signOut, devices, band, span, now, actions }: LaneProps) {
  const t = useTranslations()
  const style = useTimeStyle()
  const options = useOptionWords()(signOut)
  const { device, state, confirmedAt } = signOut
  const freed = reported(signOut, 'bytesFreed')
  const lag = lagAt(signOut, now)
  const open = isOpen(state)
  return (
    <li className="lane" id={`row-${signOut.id}`}>
      <div className="who">
        <DevicePicture device={device} lamp={signOut.overdue && open ? 'bad' : lookOf(state).lamp} />
        <div>
          <b>{device.name}</b>
          {options !== '' && <span className="sub">{options}</span>}
        </div>
      </div>
      <div className="way">
        <Track signOut={signOut} band={band} span={span} now={now} />
        <div className="say">
          <SignOutState signOut={signOut} devices={devices} />
          {confirmedAt !== null && (
            <span className="num" suppressHydrationWarning>
              {moment(confirmedAt, now, style)}
            </span>
          )}
          {state === 'confirmed' && freed !== null && freed > 0 && (
            <span>{t('devices.freed', { size: bytes(freed) })}</span>
          )}
        </div>
      </div>
      <div className="lagv">
        <b>
          <time aria-hidden={open} className="num nowrap" suppressHydrationWarning>
            {duration(lag, style.locale)}
          </time>
        </b>
        <span className="sub">{open ? t('lag.soFar') : t(`lag.${LABELS[lagLabel(lag, band)]}`)}</span>
        {actions}
      </div>
    </li>
  )
}

const LABELS = { faster: 'faster', usual: 'usualRange', overdue: 'slower' } as const

function Track({ signOut, band, span, now }: Pick<LaneProps, 'signOut' | 'band' | 'span' | 'now'>) {
  const { segments, end, late } = laneTrack(signOut, now, band[1])
  const at = (ms: number) => `${((Math.min(ms, span) / span) * 100).toFixed(2)}%`
  const { tone, icon } = lookOf(signOut.state)
  const closed = !isOpen(signOut.state)
  // So close to its beginning that the two marks would lie on each other.
  const near = end / span < 0.03
  return (
    <>
      <i className="zone" />
      {segments.map(({ kind, from, to }) => (
        <i
          key={kind}
          className={`seg ${kind}`}
          style={{ left: at(from), width: at(Math.min(to, span) - Math.min(from, span)) }}
        />
      ))}
      {closed ? (
        <svg className={`end ${tone}`} viewBox="0 0 16 16" style={{ left: near ? '16px' : at(end) }} aria-hidden="true">
          <use href={`#i-${icon}`} />
        </svg>
      ) : (
        <i className={`end head ${late ? 'bad' : tone}`} style={{ left: near ? '16px' : at(end) }} />
      )}
      <i className="t1" />
    </>
  )
}
