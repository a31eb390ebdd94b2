import { expect, test } from 'vitest'
import type { Http } from './http.ts'
import { keepOfflineKey, offlineKey, type DataKeyBox, type StoredDataKey } from './offline-key.ts'
import { Refused } from './problem.ts'
import { keptRecordsKey, seal, unseal } from './sealing.ts'

const DAY = 24 * 60 * 60_000

function bench() {
  let stored: StoredDataKey | undefined
  const clock = { now: 1_700_000_000_000 }
  const box: DataKeyBox = { read: async () => stored, write: async (next) => void (stored = next) }
  return { clock, box, key: offlineKey(box, () => clock.now), stored: () => stored }
}
const text = (words: string) => new TextEncoder().encode(words)

test('[OK1] the key is good for the policy’s days after the last contact, and gone after them', async () => {
  const { key, clock, stored } = bench()
  expect(await key.check()).toBe('absent')
  await key.renew(14)
  const sealed = await seal((await key.key()) as CryptoKey, text('chat'))
  clock.now += 14 * DAY - 1
  expect(await unseal((await key.key()) as CryptoKey, sealed)).toEqual(text('chat'))
  clock.now += 1
  expect(await key.check()).toBe('gone')
  expect(await key.key()).toBeNull()
  expect(stored()).toBeUndefined()
  await key.renew(14)
  expect(await unseal((await key.key()) as CryptoKey, sealed), 'another key opens nothing').toBeNull()
})

test('[OK1] contact renews it: the same key, for as many days again', async () => {
  const { key, clock } = bench()
  await key.renew(2)
  const first = await key.key()
  for (let day = 0; day < 10; day++) {
    clock.now += 1.5 * DAY
    await key.renew(2)
  }
  expect(await key.key()).toBe(first)
})

test('[OK2] a clock that is set back does not bring it back', async () => {
  const { key, clock } = bench()
  await key.renew(14)
  clock.now += 13 * DAY
  await key.check()
  clock.now -= 12 * DAY
  expect(await key.check()).toBe('present')
  clock.now += 13 * DAY + 1
  expect(await key.check(), 'fourteen days have been seen').toBe('gone')
})

test('[OK1] 0 days still lets a device work that is in contact', async () => {
  const { key, clock } = bench()
  await key.renew(0)
  expect(await key.check()).toBe('present')
  clock.now += 30 * 60_000
  expect(await key.check()).toBe('gone')
})

test('[OK1] only a granted request is contact: a session that has ended renews nothing', async () => {
  const { key, clock } = bench()
  const answers: (() => unknown)[] = [
    () => ({ days: 1, salt: '' }),
    () => {
      throw new Refused(401, 'session_ended')
    },
  ]
  const http: Http = { call: async <T>() => (answers.shift() ?? (() => ({})))() as T }
  const stopping = new AbortController()
  let gone = 0
  await keepOfflineKey(
    {
      http,
      key,
      gone: async () => {
        gone++
        stopping.abort()
      },
      pause: async () => {
        clock.now += DAY / 2 + 1
      },
    },
    stopping.signal,
  )
  expect(gone).toBe(1)
  expect(await key.key()).toBeNull()
})

test('[1.5, 1.6] a record is readable with both halves, and with neither alone', async () => {
  const secret = crypto.getRandomValues(new Uint8Array(32))
  const share = 'B7p3_-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'
  const sealed = await seal(await keptRecordsKey(secret, share), text('see you at nine'))
  expect(new TextDecoder().decode(sealed)).not.toContain('nine')
  expect(await unseal(await keptRecordsKey(secret, share), sealed)).toEqual(text('see you at nine'))
  expect(await unseal(await keptRecordsKey(secret, share.replace('B', 'C')), sealed)).toBeNull()
  expect(await unseal(await keptRecordsKey(new Uint8Array(32), share), sealed)).toBeNull()
})

test('a record that was changed or cut short is not opened', async () => {
  const key = await keptRecordsKey(new Uint8Array(32), 'c2hhcmU')
  const sealed = await seal(key, text('x'))
  const changed = sealed.with(-1, (sealed.at(-1) ?? 0) ^ 1) as Uint8Array<ArrayBuffer>
  for (const bad of [changed, sealed.slice(0, -1), sealed.slice(0, 5), new Uint8Array()])
    expect(await unseal(key, bad)).toBeNull()
})
