import type { DeviceId, MemberId } from '#domain/ids.ts'
import type { NodeId, PresenceLine } from '#domain/node.ts'
import type { Store } from '#domain/store.ts'
import { ConfigMistakes } from '../config/env.ts'
import type { Hints } from './far-bell.ts'
import type { Lines } from './lines.ts'

/** A node counts as alive for this long after it last said so. */
const ALIVE_MS = 15_000

export type RosterDeps = {
  readonly store: Store
  readonly self: NodeId
  /** A fingerprint of SIGNOFF_SECRET. */
  readonly secret: string
  /** The nodes' common time, in milliseconds: not the product's clock, which a test may move on one of them. */
  readonly now: () => number
  readonly hints: Hints
}

/** Who is connected to which node, in rows: what the others know of this node, and what this one asks of them. */
export type Roster = {
  onlineElsewhere(devices: readonly DeviceId[]): Promise<ReadonlySet<DeviceId>>
  /** A device came, went or polled here; written with the next `flush`. */
  changed(deviceId: DeviceId, memberId: MemberId): void
  flush(lines: Pick<Lines, 'of'>): Promise<void>
  /** Says that this node lives, and takes the dead away. Returns whose lines went with them. */
  beat(lines: Pick<Lines, 'all'>): Promise<readonly Pick<PresenceLine, 'deviceId' | 'memberId'>[]>
  leave(): Promise<void>
}

/** Enters this node. Throws ConfigMistakes when a living node has another SIGNOFF_SECRET. */
export async function joinRoster({ store, self, secret, now, hints }: RosterDeps): Promise<Roster> {
  const row = () => ({ id: self, secret, aliveUntil: now() + ALIVE_MS })
  await store.write(async (tx) => {
    const others = await tx.nodes.alive(now())
    if (others.some((node) => node.secret !== secret))
      throw new ConfigMistakes([
        'SIGNOFF_SECRET: another than that of the nodes that run on this database, which must all have the same',
      ])
    await tx.nodes.join(row())
  })
  let waiting = new Map<DeviceId, MemberId>()

  async function write(devices: ReadonlyMap<DeviceId, MemberId>, lines: Pick<Lines, 'of'>): Promise<void> {
    const up = [...devices.keys()].flatMap((deviceId) => lines.of(deviceId) ?? [])
    const down = [...devices.keys()].filter((deviceId) => lines.of(deviceId) === null)
    await store.write(async (tx) => {
      await tx.nodes.setLines(self, up)
      await tx.nodes.dropLines(self, down)
    })
  }
  return {
    onlineElsewhere: (devices) => store.read.nodes.onlineElsewhere(devices, self, now()),
    changed: (deviceId, memberId) => void waiting.set(deviceId, memberId),
    async flush(lines) {
      if (waiting.size === 0) return
      const devices = waiting
      waiting = new Map()
      try {
        await write(devices, lines)
      } catch (error) {
        waiting = new Map([...devices, ...waiting])
        throw error
      }
      for (const [deviceId, memberId] of devices) hints.tell(['device', deviceId, memberId])
    },
    async beat(lines) {
      const gone = await store.write(async (tx) => {
        const known = await tx.nodes.beat(self, now() + ALIVE_MS)
        if (!known) await tx.nodes.join(row())
        return { known, lines: await tx.nodes.reap(now()) }
      })
      // Given up for dead meanwhile: the others have taken our lines away.
      if (!gone.known) for (const { deviceId, memberId } of lines.all()) waiting.set(deviceId, memberId)
      for (const { deviceId, memberId } of gone.lines) hints.tell(['device', deviceId, memberId])
      return gone.lines
    },
    leave: () => store.write((tx) => tx.nodes.leave(self)),
  }
}
