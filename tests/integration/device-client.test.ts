import { once } from 'node:events'
import { afterEach, expect, test } from 'vitest'
import type { DeviceClient } from '#device/client/index.ts'
import type { DeviceList } from '#protocol/device.ts'
import { owner } from '#tests/support/server.ts'
import {
  cleanAt,
  connect,
  DONE,
  linked,
  newDevice,
  readSignOut,
  servedDevice,
  sessionOf,
  signedIn,
  signOut,
  type TestDevice,
  until,
} from './device-bench.ts'

const { server, main } = await servedDevice()
const running: DeviceClient[] = []

afterEach(async () => {
  for (const client of running.splice(0)) await client.stop()
  await main.http.call('POST', '/api/v1/sign-outs', { scope: 'others', confirm: true })
})

async function enter(device: TestDevice, how: Parameters<typeof signedIn>[2] = {}): Promise<DeviceClient> {
  const client = await signedIn(server.url, device, how)
  running.push(client)
  return client
}

test.each(['socket', 'http'] as const)(
  'a device that follows over %s is signed out, cleans up and confirms',
  async (over) => {
    const device = await newDevice(`over ${over}`)
    const client = await enter(device, { over })
    const { id } = await signOut(main, device, { reason: 'lost it' })
    expect(await client.ended).toMatchObject({
      phase: 'signed-out',
      signOutId: id,
      notice: { reason: 'lost it', by: { kind: 'member', deviceName: 'main' } },
      report: { bytesFreed: 1_000 },
    })
    expect(await readSignOut(main, id)).toMatchObject({
      state: 'confirmed',
      signature: 'verified',
      report: { filesRemoved: 2 },
    })
    expect(await device.vault.get('session')).toBeUndefined()
  },
)

test('a device that was away gets its order when it comes back, with the token whose access has ended', async () => {
  const device = await newDevice('away')
  const first = await enter(device)
  await first.stop()
  const { id, state } = await signOut(main, device)
  expect(state).toBe('waiting')
  const again = connect(server.url, device)
  running.push(again)
  await again.start()
  expect(await again.ended).toMatchObject({ phase: 'signed-out', signOutId: id })
  expect((await readSignOut(main, id)).state).toBe('confirmed')
})

test('[D9] a partial clean-up is failed; a retry is another attempt', async () => {
  const device = await newDevice('partial')
  const attempts: number[] = []
  const cleaner = cleanAt(async ({ attempt }) => {
    attempts.push(attempt)
    return attempt === 1 ? { ...DONE, result: 'partial' } : DONE
  })
  const client = await enter(device, { cleaner })
  const { id } = await signOut(main, device)
  await until(client, (state) => state.phase === 'locked' && state.step === 'failed')
  expect((await readSignOut(main, id)).state).toBe('failed')
  await main.http.call('POST', `/api/v1/sign-outs/${id}/retry`)
  await client.ended
  expect(attempts).toEqual([1, 2])
  expect(await readSignOut(main, id)).toMatchObject({ state: 'confirmed', attempt: 2 })
})

test('stricter options while it cleans make it clean again', async () => {
  const device = await newDevice('stricter')
  const seen: boolean[] = []
  const cleaner = cleanAt(async ({ options, signOutId }, { signal }) => {
    seen.push(options.unbind)
    if (!options.unbind) {
      await main.http.call('POST', '/api/v1/sign-outs', {
        sessions: [await sessionOf(device)],
        unbind: true,
        confirm: true,
      })
      // The newer order may have come before its answer.
      if (!signal.aborted) await once(signal, 'abort')
    }
    return { ...DONE, steps: [{ name: signOutId, ok: true }] }
  })
  const client = await enter(device, { cleaner })
  const { id } = await signOut(main, device)
  await client.ended
  expect(seen).toEqual([false, true])
  expect(await readSignOut(main, id)).toMatchObject({ state: 'confirmed', attempt: 2, options: { unbind: true } })
})

test('not now is recorded, and it starts again by itself', async () => {
  const device = await newDevice('busy')
  let first = true
  const cleaner = cleanAt(async () => {
    const busy = first
    first = false
    return busy ? { notNow: { reason: 'in a call', forMs: 300 } } : DONE
  })
  const client = await enter(device, { cleaner })
  const { id } = await signOut(main, device)
  await until(client, (state) => state.phase === 'locked' && state.step === 'not-now')
  await client.ended
  expect((await readSignOut(main, id)).state).toBe('confirmed')
})

test('a linked device locks at once, and finishes when its original has approved', async () => {
  const device = await newDevice('linked')
  const client = await linked(server.url, device, main)
  running.push(client)
  const { id, state } = await signOut(main, device)
  expect(state, 'the original itself asked').toBe('waiting')
  await client.ended
  const other = await newDevice('other')
  const caller = await enter(other)
  const again = await newDevice('linked again')
  const second = await linked(server.url, again, main)
  running.push(second)
  const asked = await signOut(caller, again)
  expect(asked.state).toBe('awaiting-original')
  const locked = await until(second, (one) => one.phase === 'locked' && one.notice !== null)
  expect(locked).toMatchObject({ step: 'waiting', notice: { awaitsOriginal: true } })
  await main.http.call('POST', `/api/v1/sign-outs/${asked.id}/approve`)
  expect(await second.ended).toMatchObject({ phase: 'signed-out', signOutId: asked.id })
  expect(id).not.toBe(asked.id)
})

test('signing in again with the same key is the same device, with a proof and the same session', async () => {
  const device = await newDevice('again')
  const first = await enter(device)
  const session = await sessionOf(device)
  await first.stop()
  const second = await enter(device)
  expect(await sessionOf(device)).toBe(session)
  expect(second.state()).toMatchObject({ phase: 'active', sessionId: session })
})

test('an open order is finished before the device signs in again', async () => {
  const device = await newDevice('first things first')
  const client = await enter(device)
  await client.stop()
  const { id } = await signOut(main, device)
  const again = await enter(device)
  expect((await readSignOut(main, id)).state).toBe('confirmed')
  expect(again.state().phase).toBe('active')
})

test('a device that lost its vault finishes its old order under the new session (pending)', async () => {
  const device = await newDevice('forgetful')
  const client = await enter(device)
  await client.stop()
  const old = await sessionOf(device)
  const { id } = await signOut(main, device)
  await device.vault.update('session', () => undefined)
  const cleaned: string[] = []
  const cleaner = cleanAt(async ({ sessionId }) => {
    cleaned.push(sessionId)
    return DONE
  })
  const again = await enter(device, { cleaner })
  await expect.poll(async () => (await readSignOut(main, id)).state).toBe('confirmed')
  expect(cleaned).toEqual([old])
  expect(again.state().phase).toBe('active')
})

test('[4.1] the sixth is refused with the devices, and takes the place of the one that was chosen', async () => {
  for (const n of [2, 3, 4, 5]) await enter(await newDevice(`place ${n}`))
  const sixth = await newDevice('sixth')
  const client = connect(server.url, sixth)
  running.push(client)
  const credentials = { email: owner.email, password: owner.password }
  await expect(client.signIn(sixth.claim, credentials)).rejects.toMatchObject({
    code: 'device_limit',
    data: { limit: 5 },
  })
  const list = await main.http.call<DeviceList>('GET', '/api/v1/devices')
  const idle = list.devices.find((device) => device.name === 'place 2')?.session?.id ?? ''
  await client.signIn(sixth.claim, { ...credentials, replace: idle })
  await client.start()
  expect(await running[0]?.ended).toMatchObject({ phase: 'signed-out' })
  expect((await main.http.call<DeviceList>('GET', '/api/v1/devices')).used).toBe(5)
})

test('a server that was killed and came back is followed on', async () => {
  const device = await newDevice('patient')
  const client = await enter(device)
  await server.kill()
  await server.restart()
  const { id } = await signOut(main, device)
  await client.ended
  expect((await readSignOut(main, id)).state).toBe('confirmed')
})
