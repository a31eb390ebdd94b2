import { rfc3339 } from '#domain/ids.ts'
import type { Session } from '#domain/session.ts'
import type { Reads } from '#domain/store.ts'

/** The sessions that hold a member's places, as the chooser shows them: most idle first, and who would have to confirm (ux.md, part 3). */
export async function placesShown(devices: Reads['devices'], active: readonly Session[]) {
  const ids = active.flatMap(({ deviceId, originalDeviceId }) => [
    deviceId,
    ...(originalDeviceId ? [originalDeviceId] : []),
  ])
  const byId = new Map((await devices.many([...new Set(ids)])).map((device) => [device.id, device]))
  return active
    .toSorted((a, b) => a.lastSeenAt - b.lastSeenAt)
    .map(({ id, deviceId, originalDeviceId, startedAt, lastSeenAt }) => {
      const device = byId.get(deviceId)
      const original = byId.get(originalDeviceId ?? '')
      return {
        id,
        device: {
          id: deviceId,
          name: device?.name ?? '',
          kind: device?.kind ?? ('web' as const),
          os: device?.os ?? ('other' as const),
          shared: device?.shared ?? false,
          linkedBy: original ? { id: original.id, name: original.name } : null,
        },
        startedAt: rfc3339(startedAt),
        lastSeenAt: rfc3339(lastSeenAt),
      }
    })
}
