import type { DeviceId, Instant, MemberId, SessionId } from '#domain/ids.ts'
import type { Touch } from '#domain/store.ts'
import { acknowledge, type Acknowledged } from '../commands/acknowledge.ts'
import type { Clock, Ports, Presence } from '../commands/ports.ts'
import { createLines, type Line, type Lines } from './lines.ts'

/** What is asked of and said to the other nodes. */
export type Elsewhere = {
  online(devices: readonly DeviceId[]): Promise<ReadonlySet<DeviceId>>
  check(deviceId: DeviceId): void
  /** A device caught up: pages on other nodes show it. */
  moved(deviceId: DeviceId, memberId: MemberId): void
  /** A device came or went here. */
  changed(deviceId: DeviceId, memberId: MemberId): void
}

export type LivePresence = Presence & {
  /** The devices that are connected here. */
  readonly lines: Pick<Lines, 'all' | 'of' | 'check'>
  /** A line is up. Returns what takes it down. */
  attach(line: Line): () => void
  polled(deviceId: DeviceId, memberId: MemberId): void
  /** A request was granted to a session. */
  accepted(sessionId: SessionId, deviceId: DeviceId, ip: string | null): void
  /** A device of an ended session was heard of. */
  heard(deviceId: DeviceId): void
  acknowledged(ack: Omit<Acknowledged, 'at'> & { readonly deviceId: DeviceId }): void
  /** Called when a device comes, goes or catches up, here or elsewhere: the watchers' `now`. */
  onMoved(listener: (deviceId: DeviceId, memberId: MemberId) => void): void
  /** A device moved on another node. */
  movedElsewhere(deviceId: DeviceId, memberId: MemberId): void
  /** Writes what was collected; called at most once a second, and at the end. What could not be written is kept for the next time. */
  flush(ports: Ports): Promise<void>
}

const NOBODY: ReadonlySet<DeviceId> = new Set()
/** A store of one process: there is no elsewhere. */
export const NOWHERE: Elsewhere = {
  online: () => Promise.resolve(NOBODY),
  check: () => undefined,
  moved: () => undefined,
  changed: () => undefined,
}

/** What is true only now, and what is collected for one write a second (architecture.md, one schema for two engines). */
export function createPresence(clock: Clock, elsewhere: Elsewhere = NOWHERE): LivePresence {
  const lines = createLines(() => clock.now())
  const touches = new Map<SessionId, Touch>()
  const seen = new Map<DeviceId, Instant>()
  const acks = new Map<SessionId, Acknowledged & { readonly deviceId: DeviceId }>()
  const listeners: ((deviceId: DeviceId, memberId: MemberId) => void)[] = []
  const moved = (deviceId: DeviceId, memberId: MemberId) =>
    listeners.forEach((listener) => listener(deviceId, memberId))
  const changed = (deviceId: DeviceId, memberId: MemberId) => {
    moved(deviceId, memberId)
    elsewhere.changed(deviceId, memberId)
  }

  async function flushSeen(ports: Ports): Promise<void> {
    const touched = take(touches)
    const seenNow = take(seen)
    if (touched.size + seenNow.size === 0) return
    try {
      await ports.store.write(async (tx) => {
        await tx.sessions.touch([...touched.values()])
        await tx.devices.seen([...seenNow].map(([id, at]) => ({ id, at })))
      })
    } catch (error) {
      putBack(touched, touches)
      putBack(seenNow, seen)
      throw error
    }
  }

  async function flushAcks(ports: Ports): Promise<void> {
    const acked = take(acks)
    if (acked.size === 0) return
    try {
      await acknowledge(ports, [...acked.values()])
    } catch (error) {
      putBack(acked, acks)
      throw error
    }
    for (const { deviceId, memberId } of acked.values()) {
      moved(deviceId, memberId)
      elsewhere.moved(deviceId, memberId)
    }
  }

  return {
    lines,
    async online(deviceIds) {
      const here = deviceIds.filter((id) => lines.has(id))
      if (here.length === deviceIds.length) return new Set(here)
      const there = await elsewhere.online(deviceIds.filter((id) => !lines.has(id)))
      return there.size === 0 ? new Set(here) : new Set([...here, ...there])
    },
    lastAccepted: (sessionId) => touches.get(sessionId)?.at ?? null,
    async check(deviceId) {
      const here = lines.check(deviceId)
      const there = (await elsewhere.online([deviceId])).has(deviceId)
      if (there) elsewhere.check(deviceId)
      return here || there
    },
    attach(line) {
      const { deviceId, memberId } = line
      seen.set(deviceId, clock.now())
      if (lines.add(line)) changed(deviceId, memberId)
      return () => {
        seen.set(deviceId, clock.now())
        if (lines.remove(line)) changed(deviceId, memberId)
      }
    },
    polled(deviceId, memberId) {
      if (lines.polled(deviceId, memberId)) moved(deviceId, memberId)
      elsewhere.changed(deviceId, memberId)
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
    movedElsewhere: moved,
    async flush(ports) {
      await flushSeen(ports)
      await flushAcks(ports)
    },
  }
}

function take<K, V>(map: Map<K, V>): Map<K, V> {
  const taken = new Map(map)
  map.clear()
  return taken
}

/** What has come meanwhile is newer. */
function putBack<K, V>(taken: ReadonlyMap<K, V>, map: Map<K, V>): void {
  for (const [key, value] of taken) if (!map.has(key)) map.set(key, value)
}
