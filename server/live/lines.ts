import type { DeviceId, Instant, MemberId } from '#domain/ids.ts'
import type { PresenceLine } from '#domain/node.ts'

/** A connection of a device: a socket, or a long poll. */
export type Line = { readonly deviceId: DeviceId; readonly memberId: MemberId; check(): void }

/** A device that polls is online between its polls for this long. */
const POLL_GRACE_MS = 35_000

/** The devices that are connected to this process. */
export type Lines = {
  has(deviceId: DeviceId): boolean
  check(deviceId: DeviceId): boolean
  /** True when it is the device's first line here. */
  add(line: Line): boolean
  /** True when it was the device's last line here. */
  remove(line: Line): boolean
  /** True when it did not count as online before. */
  polled(deviceId: DeviceId, memberId: MemberId): boolean
  /** Every device here, as the other nodes are to see it. */
  all(): readonly PresenceLine[]
  /** One device, or null when it is not here. */
  of(deviceId: DeviceId): PresenceLine | null
}

export function createLines(now: () => Instant): Lines {
  const sockets = new Map<DeviceId, Set<Line>>()
  const polls = new Map<DeviceId, { until: Instant; memberId: MemberId }>()
  const polling = (deviceId: DeviceId) => (polls.get(deviceId)?.until ?? 0) > now()

  function of(deviceId: DeviceId): PresenceLine | null {
    const [line] = sockets.get(deviceId) ?? []
    if (line) return { deviceId, memberId: line.memberId, until: null }
    const poll = polls.get(deviceId)
    return poll && polling(deviceId) ? { deviceId, ...poll } : null
  }
  return {
    of,
    has: (deviceId) => sockets.has(deviceId) || polling(deviceId),
    check(deviceId) {
      sockets.get(deviceId)?.forEach((line) => line.check())
      return sockets.has(deviceId) || polling(deviceId)
    },
    add(line) {
      const up = sockets.get(line.deviceId) ?? new Set()
      sockets.set(line.deviceId, up.add(line))
      return up.size === 1
    },
    remove(line) {
      const up = sockets.get(line.deviceId)
      if (!up?.delete(line) || up.size > 0) return false
      sockets.delete(line.deviceId)
      return true
    },
    polled(deviceId, memberId) {
      const before = polling(deviceId)
      polls.set(deviceId, { until: now() + POLL_GRACE_MS, memberId })
      return !before
    },
    all() {
      for (const deviceId of polls.keys()) if (!polling(deviceId)) polls.delete(deviceId)
      return [...new Set([...sockets.keys(), ...polls.keys()])].flatMap((deviceId) => of(deviceId) ?? [])
    },
  }
}
