/**
 * The data key as it lies on the device. `renewedAt`: the last contact (milliseconds since 1970, on this device's own clock); `latest`: that, and
 * all time that the clock has gone forward since; `shown`: what it showed when this was written down (absent: `latest`); `days`: the policy's,
 * as of that contact. `key` is null while it is closed.
 */
export type StoredDataKey = {
  readonly key: CryptoKey | null
  readonly renewedAt: number
  readonly latest: number
  readonly shown?: number
  readonly days: number
}

/**
 * `absent`: none was made yet, or it was given up on purpose. `closed`: the clock was set back, so it went before its days were over.
 * `gone`: it has outlived its days.
 */
export type DataKeyState = 'present' | 'absent' | 'closed' | 'gone'

const DAY_MS = 24 * 60 * 60_000
/** Even a policy of 0 days lets a device work that is in contact: it renews more often than this. */
const SHORTEST_MS = 30 * 60_000
/** A clock may be set right by a little; more is a clock that was set back to win time. */
const SLACK_MS = 60 * 60_000

/** Time goes forward with the clock and never back with it: what was won by setting it back is not given a second time. Pure. */
export function advance(stored: StoredDataKey, now: number): StoredDataKey {
  return { ...stored, latest: stored.latest + Math.max(0, now - (stored.shown ?? stored.latest)), shown: now }
}

/** What the clock makes of a key. Pure. */
export function judge({ key, renewedAt, latest, days }: StoredDataKey, now: number): DataKeyState {
  if (!Number.isFinite(renewedAt + latest + days)) return 'absent' // written by something else
  if (Math.max(latest, now) - renewedAt >= Math.max(days * DAY_MS, SHORTEST_MS)) return 'gone'
  return key === null || now < latest - SLACK_MS ? 'closed' : 'present'
}
