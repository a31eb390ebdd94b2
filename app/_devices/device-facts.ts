import type { DeviceView } from '#protocol/device.ts'

/** How many signed-in devices a device is the original of. */
export function approvesCount(device: DeviceView, devices: readonly DeviceView[]): number {
  return devices.filter(({ linkedBy, session }) => linkedBy?.id === device.id && session?.state === 'active').length
}

/** How many days a signed-in device was not heard of, or null while that is less than a week: a label before anything ends. */
export function idleDays(device: DeviceView, now: number): number | null {
  if (isActive(device, now) || device.session?.state !== 'active') return null
  const days = Math.floor((now - Date.parse(device.lastSeenAt ?? device.session.startedAt)) / DAY_MS)
  return days >= IDLE_LABEL_DAYS ? days : null
}
const DAY_MS = 24 * 60 * 60_000
const IDLE_LABEL_DAYS = 5

/** Active means heard just now; a lamp without its glow means heard some time ago. */
export function isActive(device: DeviceView, now: number): boolean {
  return (
    device.current || device.online || (device.lastSeenAt !== null && now - Date.parse(device.lastSeenAt) < 5 * 60_000)
  )
}
