import { keyFrom } from './own-secret.ts'
import { readRecord, updateRecord } from './store.ts'

/** The key to what this browser holds for its member, and how long it is good for without hearing from the server. */
export type DataKey = {
  readonly key: CryptoKey
  readonly deviceId: string
  /** Milliseconds on this browser's clock: the last contact, and the latest that was seen on that clock. */
  readonly renewedAt: number
  readonly seenAt: number
  readonly days: number
}

const DAY_MS = 24 * 60 * 60_000
/** A clock may be set right by a little; more is a clock that was set back to win time. */
const SLACK_MS = 60 * 60_000

/** Whether the key has outlived its last contact (policy.offlineKeyDays), or the clock says that time ran backwards. Pure. */
export function isSpent({ renewedAt, seenAt, days }: Omit<DataKey, 'key' | 'deviceId'>, now: number): boolean {
  return now - renewedAt > days * DAY_MS || now < seenAt - SLACK_MS
}

/** After contact: derives the key from the server's half and holds it. */
export async function holdDataKey(deviceId: string, { salt, days }: { salt: string; days: number }): Promise<DataKey> {
  const now = Date.now()
  const held = { key: await keyFrom(salt, 'signoff local data'), deviceId, renewedAt: now, seenAt: now, days }
  await updateRecord<DataKey>('keys', 'data', () => held)
  return held
}

/** After contact: the key that is held is good for as long again. Null when there is none of this device. */
export async function renewDataKey(deviceId: string): Promise<DataKey | null> {
  const now = Date.now()
  const kept = await updateRecord<DataKey>('keys', 'data', (held) =>
    held?.deviceId === deviceId ? { ...held, renewedAt: now, seenAt: now } : undefined,
  )
  return kept ?? null
}

/** The key, if it is still good. One that is not is deleted here: what it opened is unreadable until the next contact. */
export async function openDataKey(): Promise<DataKey | null> {
  const now = Date.now()
  const held = await updateRecord<DataKey>('keys', 'data', (present) =>
    present === undefined || isSpent(present, now) ? undefined : { ...present, seenAt: Math.max(present.seenAt, now) },
  )
  return held ?? null
}

export async function forgetDataKey(): Promise<void> {
  if ((await readRecord('keys', 'data')) !== undefined) await updateRecord('keys', 'data', () => undefined)
}
