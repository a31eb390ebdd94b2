import { randomBytes } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type pg from 'pg'

/** How often a node speaks to itself, and how long its own word may take. */
const EVERY_MS = 4_000
const WITHIN_MS = 3_000
/** A clock that was read over a slower way than this is not believed. */
const CLOSE_ENOUGH_MS = 500

export type Probe = {
  /** The channel of this node's own, on which its probes come back. */
  readonly channel: string
  heard(channel: string, payload: string): void
  /** Resolves when a probe did not come back, or when the signal aborts. Never rejects. */
  run(signal: AbortSignal): Promise<void>
  state(): { readonly heardMsAgo: number; readonly aheadMs: number }
}

/** Proves that what is said still arrives, and reads the database's clock on the way: all nodes go by that one. */
export function createProbe(speaker: pg.Pool): Probe {
  const channel = `signoff_probe_${randomBytes(8).toString('hex')}`
  let heardAt = performance.now()
  let aheadMs = 0
  let said = 0
  let answered = 0
  let arrived: () => void = () => undefined

  async function say(): Promise<void> {
    const before = Date.now()
    const { rows } = await speaker.query<{ now: number }>(
      'SELECT pg_notify($1, $2), extract(epoch FROM clock_timestamp()) * 1000 AS now',
      [channel, String((said += 1))],
    )
    const after = Date.now()
    const [{ now } = { now: before }] = rows
    if (after - before <= CLOSE_ENOUGH_MS) aheadMs = Number(now) - (before + after) / 2
  }

  /** True when our word came back in time. */
  async function once(signal: AbortSignal): Promise<boolean> {
    const back = new Promise<void>((resolve) => (arrived = resolve))
    await say()
    if (answered < said) await Promise.race([back, pause(WITHIN_MS, undefined, { signal }).catch(() => undefined)])
    return answered >= said
  }

  return {
    channel,
    heard(name, payload) {
      heardAt = performance.now()
      if (name !== channel) return
      answered = Math.max(answered, Number(payload) || 0)
      if (answered >= said) arrived()
    },
    async run(signal) {
      answered = said
      try {
        while (!signal.aborted && (await once(signal))) await pause(EVERY_MS, undefined, { signal })
      } catch {
        // the database could not be asked, or the listener has ended: a new connection begins anew
      }
    },
    state: () => ({ heardMsAgo: performance.now() - heardAt, aheadMs }),
  }
}
