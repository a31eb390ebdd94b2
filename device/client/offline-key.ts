import type { Http } from './http.ts'
import type { Pause } from './ports.ts'

/** A data key and how long it lives. `goodUntil`: milliseconds since 1970; `latest`: the highest instant this device's clock has shown. */
export type StoredDataKey = { readonly key: CryptoKey; readonly goodUntil: number; readonly latest: number }

/**
 * Where one data key lies: a file, a row of a database. What an implementer owes: `write` is atomic and durable, and after
 * `write(undefined)` no copy of the key is left that it made.
 */
export type DataKeyBox = {
  read(): Promise<StoredDataKey | undefined>
  write(stored: StoredDataKey | undefined): Promise<void>
}

/** `absent`: none was made yet, or it was given up on purpose. `gone`: it has outlived its days, and what it sealed with it. */
export type DataKeyState = 'present' | 'absent' | 'gone'

export type OfflineKey = {
  /** The key, or null when there is none (any more). Looked up at every use, so that nothing outlives it in memory. */
  key(): Promise<CryptoKey | null>
  /** Looks at the clock: deletes the key that has outlived its days, and says so from then on, until it is renewed or given up. */
  check(): Promise<DataKeyState>
  /** On contact with the server, and only then: the key is good for so many more days. Makes one where there is none. */
  renew(days: number): Promise<void>
  /** Signed out: the key goes. */
  forget(): Promise<void>
}

const DAY_MS = 24 * 60 * 60_000
/** Even a policy of 0 days lets a device work that is in contact: it renews more often than this. */
const SHORTEST_MS = 30 * 60_000
const RENEW_EVERY_MS = 10 * 60_000

/**
 * The key of what a device keeps readable for itself. Only contact with the server renews it, so a device that never comes back loses it
 * after `policy.offlineKeyDays`, and with it everything that it sealed (quality.md, part 4; decision 0090). A clock that was set back does
 * not help: the highest instant it has shown counts.
 */
export function offlineKey(box: DataKeyBox, now: () => number = Date.now, extractable = false): OfflineKey {
  let last: Promise<unknown> = Promise.resolve()
  let gone = false
  /** One at a time: a renewal that overlaps a check must not bring a deleted key back. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const next = last.then(work)
    last = next.catch(() => {})
    return next
  }

  async function look(): Promise<{ state: DataKeyState; stored?: StoredDataKey }> {
    const stored = await box.read()
    if (stored === undefined) return { state: gone ? 'gone' : 'absent' }
    const latest = Math.max(stored.latest, now())
    if (latest < stored.goodUntil) return { state: 'present', stored: { ...stored, latest } }
    await box.write(undefined)
    gone = true
    return { state: 'gone' }
  }

  return {
    key: () => inTurn(async () => (await look()).stored?.key ?? null),
    check: () =>
      inTurn(async () => {
        const { state, stored } = await look()
        if (stored !== undefined) await box.write(stored)
        return state
      }),
    renew: (days) =>
      inTurn(async () => {
        const present = (await look()).stored
        const latest = Math.max(present?.latest ?? 0, now())
        const goodUntil = now() + Math.max(days * DAY_MS, SHORTEST_MS)
        const key = present?.key ?? (await newDataKey(extractable))
        // A clock that is behind what it has shown before would end the key at once: the server has just let us in, so begin anew.
        await box.write({ key, goodUntil, latest: latest < goodUntil ? latest : now() })
        gone = false
      }),
    forget: () =>
      inTurn(async () => {
        await box.write(undefined)
        gone = false
      }),
  }
}

function newDataKey(extractable: boolean): Promise<CryptoKey> {
  return crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, extractable, ['encrypt', 'decrypt'])
}

/** `GET /api/v1/device/data-key`, as far as it is read here. */
type Contact = { readonly days: number; readonly salt: string }

/**
 * One contact: asks the server for its half of the data key, and renews ours when it grants the answer, for as long as the policy says now.
 * A session that has ended is refused, so its key runs out. Resolves with the server's half. @throws {Refused} · {Unreachable}
 */
export async function renewOnContact(
  http: Http,
  key: Pick<OfflineKey, 'renew'>,
  signal?: AbortSignal,
): Promise<string> {
  const how = signal === undefined ? {} : { signal }
  const { days, salt } = await http.call<Contact>('GET', '/api/v1/device/data-key', undefined, how)
  await key.renew(days)
  return salt
}

/**
 * Until the signal aborts: renews every ten minutes while the server answers, looks at the clock, and calls `gone`, which may be
 * called again, while the key has outlived its days, before it asks for a new one.
 */
export async function keepOfflineKey(
  ports: {
    readonly http: Http
    readonly key: OfflineKey
    readonly pause: Pause
    readonly gone: () => Promise<void>
    /** After each renewal, with the server's half. */
    readonly renewed?: (serverHalf: string) => Promise<void>
  },
  signal: AbortSignal,
): Promise<void> {
  const { http, key, pause, gone, renewed = async () => {} } = ports
  while (!signal.aborted) {
    if ((await key.check()) === 'gone') await gone()
    await renewOnContact(http, key, signal)
      .then(renewed)
      .catch(() => {}) // no contact, no renewal
    await pause(RENEW_EVERY_MS, signal)
  }
}
