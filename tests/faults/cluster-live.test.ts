import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { owner } from '#tests/support/server.ts'
import { connect, signInDevice, type TestDevice, type TestOrder } from '#tests/support/test-device.ts'
import { at, startCluster, until, type Cluster } from './cluster-scene.ts'
import { openCompany, readSignOut, signOut } from './scene.ts'

/** Two real processes on one Postgres: the page on A, the device on B. */
let cluster: Cluster
let phone: TestDevice
let onB: TestDevice
const [A, B] = [0, 1]
const node = (i: number) => {
  const found = cluster.nodes[i]
  if (!found) throw new Error(`no node ${i}`)
  return found
}
beforeAll(async () => {
  cluster = await startCluster(2)
  phone = await openCompany(node(A).url)
  onB = at(node(B), phone)
})
afterAll(() => cluster.dispose())

const isOrder = (entry: { type: string; data: { nonce?: string } }) =>
  entry.type === 'sign-out.requested' && entry.data.nonce !== undefined
const devicesSeen = async (by: TestDevice) =>
  (
    await by.http.get<{ devices: { id: string; online: boolean; behind: { entries: number } }[] }>('/api/v1/devices', {
      token: by.token,
    })
  ).body.devices
const online = (by: TestDevice, id: string) => async () =>
  (await devicesSeen(by)).find((device) => device.id === id)?.online

describe('a page on one node and a device on another', () => {
  it('see one sign-out move live, from the request to the confirmation', async () => {
    const laptop = await signInDevice(node(B).url, owner, { name: 'On B' })
    const socket = laptop.connect()
    await socket.connected()
    const live = connect(node(A).url, { token: phone.token }, '/live')
    await live.connected()
    expect(await live.send('watch', { topic: 'me' })).toMatchObject({ ok: true })
    await until(online(phone, laptop.id), (up) => up === true, 5_000)
    const began = performance.now()
    const answer = await signOut(phone, { sessions: [laptop.sessionId] })
    // In the same commit, for every node: rows are the truth.
    expect((await laptop.http.get('/api/v1/me', { token: laptop.token })).body.code).toBe('session_ended')
    const order = (await socket.entry(isOrder)).data as TestOrder
    expect(performance.now() - began).toBeLessThan(5_000)
    expect(await socket.send('status', {})).toEqual({ error: 'session_ended' })
    const { signOutId } = order
    await socket.send('received', { signOutId })
    await live.entry((entry) => entry.type === 'sign-out.received' && entry.data.signOutId === signOutId)
    const gone = socket.gone()
    expect(await socket.send('confirm', { jws: await laptop.confirmation(order) })).toEqual({
      ok: true,
      state: 'confirmed',
    })
    await live.entry((entry) => entry.type === 'sign-out.confirmed' && entry.data.signOutId === signOutId)
    await gone
    expect(answer.body.signOuts[0]?.id).toBe(signOutId)
    const receipts = await Promise.all(
      [phone, onB].map((by) => by.http.get<string>(`/api/v1/sign-outs/${signOutId}/receipt`, { token: by.token })),
    )
    expect(receipts.map(({ status }) => status)).toEqual([200, 200])
    expect(receipts[0]?.body).toBe(receipts[1]?.body)
    live.close()
  })
})
