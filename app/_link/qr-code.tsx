'use client'
import { useTranslations } from 'next-intl'
import { encode } from 'uqr'

/** Four modules of white on each side (ISO/IEC 18004), dark on white in both themes. */
const QUIET = 4

export function QrCode({ text, label }: { text: string; label?: string }) {
  const t = useTranslations('link')
  const { size, data } = encode(text, { ecc: 'M', border: 0 })
  const all = size + 2 * QUIET
  const path = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('')
  return (
    <div className="plate">
      <svg
        className="qr"
        viewBox={`${-QUIET} ${-QUIET} ${all} ${all}`}
        shapeRendering="crispEdges"
        role="img"
        aria-label={label ?? t('qr')}
      >
        <path fill="#fff" d={`M${-QUIET} ${-QUIET}h${all}v${all}h${-all}z`} />
        <path fill="#111" d={path} />
      </svg>
    </div>
  )
}
