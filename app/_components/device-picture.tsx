import type { DeviceKind, DeviceOs } from '#domain/device.ts'

export type Lamp = 'on' | 'idle' | 'wait' | 'original' | 'work' | 'done' | 'bad' | 'off'
type Machine = { readonly kind: DeviceKind; readonly os: DeviceOs }

/** Each picture's own centre, where its lamp stands (look/devices.svg). */
const PICTURES = {
  phone: [24, 24],
  tablet: [24, 24],
  laptop: [24, 20.5],
  desktop: [24, 20],
  browser: [24, 27],
} as const

function pictureOf({ kind, os }: Machine): keyof typeof PICTURES {
  if (kind === 'phone' || kind === 'tablet') return kind
  if (kind === 'web') return 'browser'
  return os === 'macos' ? 'laptop' : 'desktop'
}

/** A device with its lamp: lit, or out. Never without its name beside it, so it is hidden from screen readers. */
export function DevicePicture({ device, lamp, size }: { device: Machine; lamp: Lamp; size?: 's' | 'xl' }) {
  const picture = pictureOf(device)
  const [x, y] = PICTURES[picture]
  return (
    <svg className={size === undefined ? 'dev' : `dev ${size}`} data-l={lamp} viewBox="0 0 48 48" aria-hidden="true">
      <use href={`#d-${picture}`} />
      <use href={`#l-${lamp}`} x={x - 9} y={y - 9} width="18" height="18" />
    </svg>
  )
}
