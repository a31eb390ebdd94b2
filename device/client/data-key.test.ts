import { expect, test } from 'vitest'
import { dataKeyIn, isDue, keepDataKey, type DataKeyBox, type StoredDataKey } from './data-key.ts'
import type { Http } from './http.ts'
import { Refused } from './problem.ts'
import { keptRecordsKey, seal, unseal } from './sealing.ts'
import { ownSecretKey } from './two-halves.ts'

const DAY = 24 * 60 * 60_000
const HOUR = 60 * 60_000
const HALF = 'B7p3_-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'

function bench() {
  let stored: StoredDataKey | undefined
  let writes = 0
  const clock = { now: 1_700_000_000_000 }
  const box: DataKeyBox = {
    async update(change) {
      const next = change(stored)
      if (next !== stored) writes++
      return (stored = next)
    },
  }
  const secret = ownSecretKey(new Uint8Array(32).fill(5))
  const key = dataKeyIn(box, () => secret, { now: () => clock.now })
  return {
    clock,
    key,
    renew: (days: number, salt = HALF) => key.renew({ salt, days }),
    stored: () => stored,
    /** The program is started again. */
    again: () => dataKeyIn(box, () => secret, { now: () => clock.now }),
    /** As it was stored before `shown` was. */
    age: () => {
      if (stored === undefined) return
      const { shown: _, ...before } = stored
      stored = before
    },
    writes: () => writes,
  }
}
const text = (words: string) => new TextEncoder().encode(words)

test('[OK1] the key is good for the policy’s days after the last contact, gone after them, and the next contact derives it again', async () => {
  const { key, clock, stored, renew } = bench()
  expect(await key.check()).toBe('absent')
  await renew(14)
  const sealed = await seal((await key.key()) as CryptoKey, text('chat'))
  clock.now += 14 * DAY - 1
  expect(await unseal((await key.key()) as CryptoKey, sealed)).toEqual(text('chat'))
  clock.now += 1
  expect(await key.check()).toBe('gone')
  expect(await key.key()).toBeNull()
  expect(await key.age()).toBeNull()
  expect(stored()).toBeUndefined()
  await renew(14)
  expect(await unseal((await key.key()) as CryptoKey, sealed)).toEqual(text('chat'))
})

test('[OK1] it takes both halves: another device’s half opens nothing', async () => {
  const { key, renew } = bench()
  await renew(14)
  const sealed = await seal((await key.key()) as CryptoKey, text('chat'))
  await renew(14, HALF.replace('B', 'C'))
  expect(await unseal((await key.key()) as CryptoKey, sealed)).toBeNull()
})

test('[OK1] contact renews it, for as many days again', async () => {
  const { key, clock, renew } = bench()
  await renew(2)
  const sealed = await seal((await key.key()) as CryptoKey, text('chat'))
  for (let day = 0; day < 10; day++) {
    clock.now += 1.5 * DAY
    await renew(2)
  }
  expect(await unseal((await key.key()) as CryptoKey, sealed)).toEqual(text('chat'))
})

test('[OK2] a clock that is set back by more than an hour closes it at once, and wins no day', async () => {
  const { key, clock, renew, stored } = bench()
  await renew(14)
  clock.now += 13 * DAY
  expect(await key.check()).toBe('present')
  clock.now -= HOUR
  expect(await key.check(), 'set right by a little').toBe('present')
  clock.now -= 1
  expect(await key.check()).toBe('closed')
  expect([await key.key(), stored()?.key]).toEqual([null, null])
  clock.now += HOUR + DAY + 1
  expect(await key.check(), 'fourteen days have been seen').toBe('gone')
})

test('[OK2] setting it back again and again by less wins nothing: time that has passed has passed', async () => {
  for (const step of [59 * 60_000, 10 * 60_000, 59_000]) {
    const { key, clock, renew } = bench()
    await renew(14)
    let passed = 0
    while ((await key.check()) === 'present' && passed < DAY) {
      clock.now += step
      passed += step
      await key.check()
      clock.now -= step
    }
    expect(await key.check(), `back by ${step} ms each time`).toBe('closed')
    expect(passed).toBeLessThan(2 * HOUR + step)
  }
})

test('[OK2] also over restarts: what was written down counts, whatever the clock shows when it is opened again', async () => {
  const { key, clock, renew, again } = bench()
  await renew(14)
  const evenings: string[] = []
  for (let day = 0; day < 14; day++) {
    await again().check()
    clock.now += DAY
    evenings.push(await again().check())
    clock.now -= DAY
  }
  expect(evenings[0]).toBe('present')
  expect(evenings.at(-1), 'fourteen days have passed, on a clock that shows the first').toBe('gone')
  expect(await key.key()).toBeNull()
})

test('[OK2] a row of before this was counted is read as it was meant, and a clock that is set right costs one contact', async () => {
  const { key, clock, renew, age } = bench()
  await renew(14)
  age()
  clock.now += DAY
  expect(await key.check()).toBe('present')
  clock.now -= 5 * HOUR
  expect(await key.check()).toBe('closed')
  await renew(14)
  clock.now += 13 * DAY
  expect(await key.check(), 'nothing of before counts against it').toBe('present')
})

test('a look at the clock is written down once a minute, not at every use', async () => {
  const { key, clock, renew, writes } = bench()
  await renew(14)
  for (let n = 0; n < 5; n++) await key.key()
  expect(writes()).toBe(1)
  clock.now += 60_000
  for (let n = 0; n < 5; n++) await key.key()
  expect(writes()).toBe(2)
  expect([isDue(await key.age()), isDue(null)]).toEqual([false, true])
  clock.now += 9 * 60_000
  expect(isDue(await key.age())).toBe(true)
})

test('[OK1] 0 days still lets a device work that is in contact', async () => {
  const { key, clock, renew } = bench()
  await renew(0)
  expect(await key.check()).toBe('present')
  clock.now += 30 * 60_000
  expect(await key.check()).toBe('gone')
})

test('[OK1] only a granted request is contact: a session that has ended renews nothing', async () => {
  const { key, clock } = bench()
  const answers: (() => unknown)[] = [
    () => ({ days: 1, salt: HALF }),
    () => {
      throw new Refused(401, 'session_ended')
    },
  ]
  const http: Http = { call: async <T>() => (answers.shift() ?? (() => ({})))() as T }
  const stopping = new AbortController()
  let gone = 0
  await keepDataKey(
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
