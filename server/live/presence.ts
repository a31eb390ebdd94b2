import type { DeviceId, Instant, MemberId, SessionId } from '#domain/ids.ts'
import type { Touch } from '#domain/store.ts'
import { acknowledge, type Acknowledged } from '../commands/acknowledge.ts'
import type { Clock, Ports, Presence } from '../commands/ports.ts'

/** A connection of a device: a socket, or a long poll. */
export type Line = { readonly deviceId: DeviceId; readonly memberId: MemberId; check(): void }

/** A device that polls is online between its polls for this long. */
const POLL_GRACE_MS = 35_000

export type LivePresence = Presence & {
  /** A line is up. Returns what takes it down. */
  attach(line: Line): () => void
  polled(deviceId: DeviceId, memberId: MemberId): void
  /** A request was granted to a session. */
  accepted(sessionId: SessionId, deviceId: DeviceId, ip: string | null): void
  /** A device of an ended session was heard of. */
  heard(deviceId: DeviceId): void
  acknowledged(ack: Omit<Acknowledged, 'at'> & { readonly deviceId: DeviceId }): void
  /** Called when a device comes, goes or catches up: the watchers' `now`. */
  onMoved(listener: (deviceId: DeviceId, memberId: MemberId) => void): void
  /** Writes what was collected; called at most once a second, and at the end. */
  flush(ports: Ports): Promise<void>
}

/** What is true only now, and what is collected for one write a second (architecture.md, one schema for two engines). */
export function createPresence(clock: Clock): LivePresence {
  const lines = new Map<DeviceId, Set<Line>>()
  const polls = new Map<DeviceId, Instant>()
  const touches = new Map<SessionId, Touch>()
  const seen = new Map<DeviceId, Instant>()
  const acks = new Map<SessionId, Acknowledged & { readonly deviceId: DeviceId }>()
  const listeners: ((deviceId: DeviceId, memberId: MemberId) => void)[] = []
  const moved = (deviceId: DeviceId, memberId: MemberId) =>
    listeners.forEach((listener) => listener(deviceId, memberId))

  return {
    online: (deviceId) => lines.has(deviceId) || (polls.get(deviceId) ?? 0) > clock.now(),
    lastAccepted: (sessionId) => touches.get(sessionId)?.at ?? null,
    check(deviceId) {
      const up = lines.get(deviceId)
      up?.forEach((line) => line.check())
      return up !== undefined || (polls.get(deviceId) ?? 0) > clock.now()
    },
    attach(line) {
      const { deviceId, memberId } = line
      const up = lines.get(deviceId) ?? new Set()
      lines.set(deviceId, up.add(line))
      seen.set(deviceId, clock.now())
      if (up.size === 1) moved(deviceId, memberId)
      return () => {
        up.delete(line)
        seen.set(deviceId, clock.now())
        if (up.size > 0 || lines.get(deviceId) !== up) return
        lines.delete(deviceId)
        moved(deviceId, memberId)
      }
    },
    polled(deviceId, memberId) {
      const before = polls.get(deviceId) ?? 0
      const now = clock.now()
      polls.set(deviceId, now + POLL_GRACE_MS)
      if (before <= now) moved(deviceId, memberId)
    },
    accepted(sessionId, deviceId, ip) {
      const at = clock.now()
      touches.set(sessionId, { id: sessionId, at, ip })
      seen.set(deviceId, at)
    },
    heard: (deviceId) => void seen.set(deviceId, clock.now()),
    acknowledged(ack) {
      const before = acks.get(ack.sessionId)
      if (before === undefined || before.seq < ack.seq) acks.set(ack.sessionId, { ...ack, at: clock.now() })
    },
    onMoved: (listener) => void listeners.push(listener),
    async flush(ports) {
      const touched = take(touches)
      const seenNow = [...seen].map(([id, at]) => ({ id, at }))
      seen.clear()
      const acked = take(acks)
      if (touched.length + seenNow.length > 0)
        await ports.store.write(async (tx) => {
          await tx.sessions.touch(touched)
          await tx.devices.seen(seenNow)
        })
      if (acked.length > 0) await acknowledge(ports, acked)
      for (const { deviceId, memberId } of acked) moved(deviceId, memberId)
    },
  }
}

function take<K, V>(map: Map<K, V>): V[] {
  const values = [...map.values()]
  map.clear()
  return values
}
