import { advance, judge, type DataKeyState, type StoredDataKey } from './data-key-age.ts'
import type { Http } from './http.ts'
import type { Pause } from './ports.ts'
import { keyOfHalves } from './two-halves.ts'

export type { DataKeyState, StoredDataKey } from './data-key-age.ts'

/**
 * Where one data key lies: a file, a row of a database. What an implementer owes: `update` is one read-modify-write that nobody else's comes
 * between, durable when it resolves (with what is stored then); after `undefined` no copy is left that it made, and what was present, given
 * back as it is, need not be written again.
 */
export type DataKeyBox = {
  update(change: (present: StoredDataKey | undefined) => StoredDataKey | undefined): Promise<StoredDataKey | undefined>
}

/** The server's half, and how long the key is good for: `GET /api/v1/device/data-key`, as far as it is read here. */
export type ServerHalf = { readonly salt: string; readonly days: number }

export type DataKey = {
  /** The key, or null when there is none (any more). Looked up at every use, so that nothing outlives it in memory. */
  key(): Promise<CryptoKey | null>
  /** Looks at the clock: deletes the key that has outlived its days, and says so from then on, until it is renewed or given up. */
  check(): Promise<DataKeyState>
  /** On contact with the server, and only then: derives the key, which is good for so many days from now. */
  renew(half: ServerHalf): Promise<void>
  /** Milliseconds since the last contact; null when the key is not there. */
  age(): Promise<number | null>
  /** Signed out: the key goes. */
  forget(): Promise<void>
}

const RENEW_EVERY_MS = 10 * 60_000
/** How often the clock's progress is written down: not at every look. */
const NOTED_EVERY_MS = 60_000

/**
 * The key of what a device keeps readable for itself; the agent's and a browser's alike (decision 0120). It is derived from the device's own
 * secret and the server's half, which only an active session of this device is told, so contact alone makes or renews it. A device that
 * never comes back loses it after `policy.offlineKeyDays`; one whose clock was set back, at once.
 */
export function dataKeyIn(
  box: DataKeyBox,
  secret: () => Promise<CryptoKey>,
  { now = Date.now, extractable = false }: { readonly now?: () => number; readonly extractable?: boolean } = {},
): DataKey {
  let gone = false
  /** The last instant that was looked at here: one before it is a clock that was set back. */
  let peak = -Infinity
  /** With the time that has passed since it was written; of what the last looks did not write down, too, when the clock was set back since. */
  function atNow(present: StoredDataKey): { readonly next: StoredDataKey; readonly due: boolean } {
    const shown = present.shown ?? present.latest
    const at = now()
    const back = at < peak
    const unwritten = back ? advance(present, Math.min(peak, shown + NOTED_EVERY_MS)) : present
    peak = at
    return { next: advance(unwritten, at), due: back || Math.abs(at - shown) >= NOTED_EVERY_MS }
  }
  async function look(): Promise<{ state: DataKeyState; stored?: StoredDataKey }> {
    let state = 'absent' as DataKeyState
    const stored = await box.update((present) => {
      state = gone ? 'gone' : 'absent'
      if (present === undefined) return undefined
      const { next, due } = atNow(present)
      state = judge(next, now())
      if (state === 'absent' || state === 'gone') return undefined
      const closed = state === 'closed'
      if (closed === (present.key === null) && !due) return present
      return { ...next, key: closed ? null : present.key }
    })
    gone ||= state === 'gone'
    return stored === undefined ? { state } : { state, stored }
  }
  return {
    key: async () => (await look()).stored?.key ?? null,
    check: async () => (await look()).state,
    async renew({ salt, days }) {
      const key = await keyOfHalves(await secret(), salt, 'signoff local data', extractable)
      // The server has just let us in: whatever the clock showed before, it begins anew.
      peak = now()
      await box.update(() => ({ key, renewedAt: peak, latest: peak, shown: peak, days }))
      gone = false
    },
    async age() {
      const { stored } = await look()
      return stored === undefined || stored.key === null ? null : advance(stored, now()).latest - stored.renewedAt
    },
    async forget() {
      await box.update(() => undefined)
      gone = false
    },
  }
}

/** Whether the last contact is so long ago that it is time for the next. */
export function isDue(age: number | null): boolean {
  return age === null || age >= RENEW_EVERY_MS
}

/**
 * One contact: asks the server for its half of the data key, and renews ours when it grants the answer, for as long as the policy says now.
 * A session that has ended is refused, so its key runs out. Resolves with the server's half. @throws {Refused} · {Unreachable}
 */
export async function renewOnContact(http: Http, key: Pick<DataKey, 'renew'>, signal?: AbortSignal): Promise<string> {
  const how = signal === undefined ? {} : { signal }
  const half = await http.call<ServerHalf>('GET', '/api/v1/device/data-key', undefined, how)
  await key.renew(half)
  return half.salt
}

/**
 * Until the signal aborts: renews every ten minutes while the server answers, looks at the clock, and calls `gone`, which may be
 * called again, while the key has outlived its days, before it asks for a new one.
 */
export async function keepDataKey(
  ports: {
    readonly http: Http
    readonly key: DataKey
    readonly pause: Pause
    readonly gone: () => Promise<void>
    /** After each renewal, with the server's half. */
    readonly renewed?: (serverHalf: string) => Promise<void>
  },
  signal: AbortSignal,
): Promise<void> {
  const { http, key, pause, gone, renewed = async () => {} } = ports
  while (!signal.aborted) {
    // A disk that cannot be written costs this look, and never the next.
    if ((await key.check().catch(() => null)) === 'gone') await gone().catch(() => {})
    await renewOnContact(http, key, signal)
      .then(renewed)
      .catch(() => {}) // no contact, no renewal
    await pause(RENEW_EVERY_MS, signal)
  }
}
