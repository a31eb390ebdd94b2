import type { Store } from '#domain/store.ts'
import type { Clock, Log } from '../commands/ports.ts'
import { createBell, type LocalBell } from './bell.ts'
import { createHints, farBell } from './far-bell.ts'
import { unpack, type Hint } from './hints.ts'
import { createPresence, type LivePresence } from './presence.ts'
import { joinRoster } from './roster.ts'

const BEAT_MS = 3_000
const FLUSH_MS = 500

/** What carries texts between the nodes: nothing arrives for certain, and anybody may have said it. */
export type Wire = {
  tell(texts: readonly string[]): Promise<void>
  state(): {
    readonly listening: boolean
    readonly heardMsAgo: number
    readonly reconnects: number
    readonly aheadMs: number
  }
  close(): Promise<void>
}
export type OpenWire = (on: { heard(text: string): void; listening(): void; lost(why: string): void }) => Wire

export type ClusterDeps = {
  readonly store: Store
  readonly clock: Clock
  readonly log: Log
  /** This process among the others; new at each start. */
  readonly self: string
  readonly secret: string
  readonly openWire: OpenWire
}

/** The live parts of a process that is one of several: the same ports as those of a single one. */
export type Cluster = {
  readonly bell: LocalBell
  readonly presence: LivePresence
  gauges(): Readonly<Record<string, number>>
  /** How far the database's clock, by which all nodes go, is ahead of this machine's. */
  aheadMs(): number
  /** After the sockets are closed. */
  close(): Promise<void>
}

/**
 * Makes this process one of several over one store. Rows are the truth; everything here only makes it quicker to look at them, and who is
 * connected where.
 */
export async function joinCluster({ store, clock, log, self, secret, openWire }: ClusterDeps): Promise<Cluster> {
  const local = createBell()
  const presence = createPresence(clock, {
    online: (devices) => roster.onlineElsewhere(devices),
    check: (deviceId) => hints.tell(['check', deviceId]),
    moved: (deviceId, memberId) => hints.tell(['device', deviceId, memberId]),
    changed: (deviceId, memberId) => roster.changed(deviceId, memberId),
  })
  const wire = openWire({
    heard: (text) => unpack(text, self).forEach((hint) => obey(hint, local, presence)),
    listening: () => local.all(),
    lost: (why) => log.warn({ why }, 'the bell between the nodes is lost; it is made again'),
  })
  const now = () => Math.round(Date.now() + wire.state().aheadMs)
  const hints = createHints(
    self,
    (texts) => wire.tell(texts),
    (error) => log.warn({ error: String(error) }, 'the other nodes could not be told; they look by themselves'),
  )
  const roster = await joinRoster({ store, self, secret, now, hints }).catch(async (error: unknown) => {
    await wire.close()
    throw error
  })
  const flush = () => roster.flush(presence.lines)
  const beat = async () => {
    for (const { deviceId, memberId } of await roster.beat(presence.lines)) presence.movedElsewhere(deviceId, memberId)
  }
  const timers = [every(FLUSH_MS, flush, log), every(BEAT_MS, beat, log)]
  return {
    bell: farBell(local, hints),
    presence,
    gauges: () => gaugesOf(wire),
    aheadMs: () => wire.state().aheadMs,
    async close() {
      await Promise.all(timers.map((stop) => stop()))
      await flush()
        .then(() => roster.leave())
        .catch((error: unknown) => log.warn({ error: String(error) }, 'this node could not say goodbye'))
      await hints.said()
      await wire.close()
    },
  }
}

/** Looks where another node says that there is something. */
function obey([what, first, second = '']: Hint, bell: LocalBell, presence: LivePresence): void {
  if (what === 'ring') bell.ring(first)
  else if (what === 'resend') bell.resend(first, second)
  else if (what === 'moved') bell.moved([first], second)
  else if (what === 'check') presence.lines.check(first)
  else presence.movedElsewhere(first, second)
}

function gaugesOf(wire: Wire): Readonly<Record<string, number>> {
  const { listening, heardMsAgo, reconnects, aheadMs } = wire.state()
  return {
    bell_up: listening ? 1 : 0,
    bell_age_seconds: heardMsAgo / 1000,
    bell_reconnects: reconnects,
    clock_ahead_of_database_seconds: -aheadMs / 1000,
  }
}

/** Runs work again and again, never twice at once. Returns what stops it and waits for the one under way. */
function every(ms: number, work: () => Promise<void>, log: Log): () => Promise<void> {
  let running: Promise<void> | null = null
  const timer = setInterval(() => {
    running ??= work()
      .catch((error: unknown) =>
        log.warn({ error: String(error) }, 'the roster of nodes could not be written; it is tried again'),
      )
      .finally(() => (running = null))
  }, ms)
  return async () => {
    clearInterval(timer)
    await running
  }
}
