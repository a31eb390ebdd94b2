import type { DeviceView } from '#protocol/device.ts'

/** A new sign-in asks “was this you?” for a week, unless it was approved here by QR or somebody said yes. */
const ASK_FOR_MS = 7 * 24 * 60 * 60_000

/** How many signed-in devices a device is the original of. */
export function approvesCount(device: DeviceView, devices: readonly DeviceView[]): number {
  return devices.filter(({ linkedBy, session }) => linkedBy?.id === device.id && session?.state === 'active').length
}

/** Whether a sign-in is one that this device's person should look at: later than their own, by itself, and not yet known. */
export function isNewSignIn(
  device: DeviceView,
  devices: readonly DeviceView[],
  known: ReadonlySet<string>,
  now: number,
): boolean {
  const own = devices.find(({ current }) => current)?.session
  const { session, current, linkedBy } = device
  if (current || session === null || session.state !== 'active' || linkedBy !== null || known.has(session.id))
    return false
  if (own === null || own === undefined) return false
  return session.startedAt > own.startedAt && now - Date.parse(session.startedAt) < ASK_FOR_MS
}

/** Active means heard just now; a lamp without its glow means heard some time ago. */
export function isActive(device: DeviceView, now: number): boolean {
  return (
    device.current || device.online || (device.lastSeenAt !== null && now - Date.parse(device.lastSeenAt) < 5 * 60_000)
  )
}
