import { afterAll, beforeAll, expect, it } from 'vitest'
import { api } from '#tests/support/api.ts'
import { owner } from '#tests/support/server.ts'
import { connect, signInDevice, type TestDevice, type TestOrder, type TestSocket } from '#tests/support/test-device.ts'
import { at, gateOf, isOrder, nodeOf, startCluster, until, type Cluster } from './cluster-scene.ts'
import { openCompany, readSignOut, signOut } from './scene.ts'

/** What happens when a node and its Postgres lose each other (quality.md, part 6, H2, H6 and H7). */
let cluster: Cluster
let phone: TestDevice
let B: string
beforeAll(async () => {
  cluster = await startCluster(2)
  B = nodeOf(cluster, 1).url
  phone = await openCompany(nodeOf(cluster, 0).url)
})
afterAll(() => cluster.dispose())

const LISTENER = 'signoff bell, listening'
const orderOn = async (socket: TestSocket) => (await socket.entry(isOrder)).data as TestOrder
async function deviceOnB(name: string): Promise<{ device: TestDevice; socket: TestSocket }> {
  const device = await signInDevice(B, owner, { name })
  const socket = device.connect()
  await socket.connected()
  // Connected is not yet served: what is cut in between closes the socket, and ours do not come back by themselves.
  await until(
    () => socket.send('status', {}),
    (answer) => answer['ok'] === true,
    10_000,
  )
  return { device, socket }
}
/** A figure of node B's `/metrics`. */
async function figure(name: string): Promise<number> {
  const text = await (await fetch(`${B}/metrics`)).text()
  return Number(new RegExp(`^signoff_${name} (.+)$`, 'm').exec(text)?.[1])
}
/** A node speaks to itself every four seconds: an older bell is one that hears nothing (docs/operating.md). */
const YOUNG_S = 5
const bellIsYoung = () =>
  until(
    () => figure('bell_age_seconds'),
    (age) => age < YOUNG_S,
    10_000,
  )
const code = async ({ http, token }: TestDevice) => {
  const { status, body } = await http.get('/api/v1/me', { token })
  return `${status} ${body.code ?? 'ok'}`
}

it('[H2, ND9] a bell that is lost in silence changes nothing but speed: refused at once, closed within 10 s, and heard again', async () => {
  const { device, socket } = await deviceOnB('Laptop')
  const page = connect(B, { token: device.token }, '/live')
  await page.connected()
  const reconnects = await figure('bell_reconnects')
  await bellIsYoung()
  expect(gateOf(cluster, 1).mute((name) => name === LISTENER)).toBe(1)
  const asked = performance.now()
  await signOut(phone, { sessions: [device.sessionId] })
  expect(await code(device)).toBe('401 session_ended')
  expect(await code(at(B, phone))).toBe('200 ok')
  await page.gone()
  const order = await orderOn(socket)
  expect(await socket.send('status', {})).toEqual({ error: 'session_ended' })
  expect(performance.now() - asked).toBeLessThan(10_000)
  const gone = socket.gone()
  expect(await socket.send('confirm', { jws: await device.confirmation(order) })).toMatchObject({ ok: true })
  await gone
  // The probe that does not come back is what tells: no error and no end ever reached the node. Until then the bell gets older.
  let oldest = 0
  await until(
    async () => {
      oldest = Math.max(oldest, await figure('bell_age_seconds'))
      return figure('bell_reconnects')
    },
    (now) => now > reconnects,
    15_000,
  )
  expect(oldest).toBeGreaterThan(YOUNG_S)
  expect(await figure('bell_up')).toBe(1)
  await bellIsYoung()
  const { device: next, socket: again } = await deviceOnB('After it')
  const began = performance.now()
  await signOut(phone, { sessions: [next.sessionId] })
  await orderOn(again)
  expect(performance.now() - began).toBeLessThan(3_000)
})

it('[H6] every backend ended by the database: the process stays, listens again within 3 s, and has lost nothing', async () => {
  const { device, socket } = await deviceOnB('Through a crash')
  const reconnects = await figure('bell_reconnects')
  const { pid } = nodeOf(cluster, 1)
  const ended = await cluster.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE datname = current_database() AND pid <> pg_backend_pid() AND application_name LIKE 'signoff%'`,
  )
  expect(ended.length).toBeGreaterThanOrEqual(4)
  const cut = performance.now()
  const asked = until(
    () => signOut(phone, { sessions: [device.sessionId] }),
    ({ status }) => status === 202,
    3_000,
  )
  await until(
    () => figure('bell_reconnects').catch(() => -1),
    (now) => now > reconnects,
    3_000,
  )
  expect(performance.now() - cut).toBeLessThan(3_000)
  await asked
  const order = await orderOn(socket)
  expect(await socket.send('confirm', { jws: await device.confirmation(order) })).toMatchObject({ ok: true })
  expect((await readSignOut(phone, order.signOutId)).state).toBe('confirmed')
  expect(nodeOf(cluster, 1).pid).toBe(pid)
  expect(() => process.kill(pid, 0)).not.toThrow()
})

it('[H7] without its Postgres a node says 503 and lets nobody in; it recovers by itself, and what was asked meanwhile is done', async () => {
  const { device, socket } = await deviceOnB('Through an outage')
  const { device: bystander } = await deviceOnB('Bystander')
  gateOf(cluster, 1).shut()
  expect(await code(device)).toBe('503 unavailable')
  expect((await fetch(`${B}/readyz`)).status).toBe(503)
  expect((await fetch(`${B}/healthz`)).status).toBe(200)
  const refused = await api(B).post('/api/v1/sign-outs', { scope: 'this', confirm: true }, { token: bystander.token })
  expect([refused.status, refused.body.code]).toEqual([503, 'unavailable'])
  expect(await bystander.connect().refused()).toMatchObject({ code: 'unavailable' })
  expect(await socket.send('status', {})).not.toHaveProperty('ok')
  // On the other node the world goes on.
  await signOut(phone, { sessions: [device.sessionId] })
  expect(await code(device)).toBe('503 unavailable')
  gateOf(cluster, 1).open()
  const order = await orderOn(socket)
  expect(
    await until(
      () => code(device),
      (now) => !now.startsWith('503'),
      5_000,
    ),
  ).toBe('401 session_ended')
  expect(await socket.send('confirm', { jws: await device.confirmation(order) })).toMatchObject({ ok: true })
  expect(await code(bystander)).toBe('200 ok') // what was answered 503 was not done
  expect((await fetch(`${B}/readyz`)).status).toBe(200)
})

it('[H7] cut off in silence from all of its database, a node answers 503 in time, and goes on when the way is open', async () => {
  const { device, socket } = await deviceOnB('Behind a wall')
  expect(gateOf(cluster, 1).mute(() => true)).toBeGreaterThanOrEqual(3)
  await signOut(phone, { sessions: [device.sessionId] })
  // Nothing comes back on the connections of before: each is given up in its time, and nobody is let in meanwhile.
  const seen = await until(
    () => code(device),
    (now) => !now.startsWith('503'),
    60_000,
  )
  expect(seen).toBe('401 session_ended')
  const order = await orderOn(socket)
  expect(await socket.send('confirm', { jws: await device.confirmation(order) })).toMatchObject({ ok: true })
})
