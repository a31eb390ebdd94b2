import { useTranslations } from 'next-intl'
import type { CSSProperties, ReactNode } from 'react'
import type { Tone } from './state-label.tsx'

/** The usual time, in milliseconds, from the policy. */
export type Band = readonly [low: number, high: number]

type LagBandProps = {
  readonly tone: Tone
  readonly lagMs: number
  readonly band: Band
  /** Both facts, left the server's, right the device's, and the figure between them. */
  readonly left: ReactNode
  readonly figure: ReactNode
  readonly right: ReactNode
  readonly confirmed: boolean
}

/** The sync lag between the server's fact and the device's. Past the band's end the bar is full: never a percentage. */
export function LagBand({ tone, lagMs, band, left, figure, right, confirmed }: LagBandProps) {
  const [low, high] = band
  const style: CSSProperties = { '--at': Math.min(1, lagMs / high).toFixed(4), '--low': (low / high).toFixed(4) }
  return (
    <div className={`lag ${tone}`} style={style}>
      <div className="facts">
        <div>{left}</div>
        <div className="now">{figure}</div>
        <div>{right}</div>
      </div>
      <div className={confirmed ? 'track ok' : 'track'} aria-hidden="true">
        <i className="band" />
        <i className="fill" />
        <i className="a" />
        {confirmed ? (
          <svg className="e" viewBox="0 0 16 16">
            <use href="#i-done" />
          </svg>
        ) : (
          <i className="b" />
        )}
      </div>
      <Scale band={band} />
    </div>
  )
}

function Scale({ band: [low, high] }: { band: Band }) {
  const t = useTranslations('lag')
  return (
    <div className="scale" aria-hidden="true">
      <span className="s3">{Math.round(low / 60_000)}</span>
      <span className="su">{t('usual')}</span>
      <span className="s15">{t('minutes', { n: Math.round(high / 60_000) })}</span>
    </div>
  )
}
