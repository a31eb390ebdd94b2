import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { owner } from '#tests/support/server.ts'
import { connect, signInDevice, type TestDevice, type TestOrder, type TestSocket } from '#tests/support/test-device.ts'
import { at, isOrder, nodeOf, startCluster, until, type Cluster } from './cluster-scene.ts'
import { openCompany, readSignOut, signOut } from './scene.ts'

/** Two real processes on one Postgres: pages and requests on A, devices on B. */
let cluster: Cluster
let phone: TestDevice
let A: string
let B: string
beforeAll(async () => {
  cluster = await startCluster(2)
  A = nodeOf(cluster, 0).url
  B = nodeOf(cluster, 1).url
  phone = await openCompany(A)
})
afterAll(() => cluster.dispose())

type Seen = { id: string; online: boolean; behind: { entries: number } }
const seenBy = (by: TestDevice, id: string) => async () => {
  const list = await by.http.get<{ devices: Seen[] }>('/api/v1/devices', { token: by.token })
  return list.body.devices.find((device) => device.id === id)
}
const orderOn = async (socket: TestSocket) => (await socket.entry(isOrder)).data as TestOrder
/** A page on A that follows its member. */
async function openPage(): Promise<TestSocket> {
  const page = connect(A, { token: phone.token }, '/live')
  await page.connected()
  expect(await page.send('watch', { topic: 'me' })).toMatchObject({ ok: true })
  return page
}
async function deviceOnB(name: string): Promise<{ device: TestDevice; socket: TestSocket }> {
  const device = await signInDevice(B, owner, { name })
  const socket = device.connect()
  await socket.connected()
  await until(seenBy(phone, device.id), (seen) => seen?.online === true, 5_000)
  return { device, socket }
}
type Now = { devices: Seen[]; signOuts: { id: string; step: string | null; done: number }[] }
const nowOn = (page: TestSocket, fits: (now: Now) => boolean) =>
  new Promise<Now>((resolve) => page.socket.on('now', (now: Now) => fits(now) && resolve(now)))

describe('[ND6] a page on one node and a device on another', () => {
  it('see one sign-out move live, from the request to the confirmation', async () => {
    const page = await openPage()
    const { device, socket } = await deviceOnB('Laptop')
    await signOut(phone, { sessions: [device.sessionId] })
    // In the same commit, for every node: rows are the truth.
    expect((await device.http.get('/api/v1/me', { token: device.token })).body.code).toBe('session_ended')
    const order = await orderOn(socket)
    const { signOutId } = order
    expect(await socket.send('status', {})).toEqual({ error: 'session_ended' })
    await socket.send('received', { signOutId })
    await page.entry((entry) => entry.type === 'sign-out.received' && entry.data.signOutId === signOutId)
    const cleaning = nowOn(page, (now) => now.signOuts.some(({ id, done }) => id === signOutId && done === 3))
    await socket.send('progress', { signOutId, step: 'records', done: 3, of: 7 })
    expect((await cleaning).signOuts[0]).toMatchObject({ id: signOutId, step: 'records', done: 3 })
    const gone = socket.gone()
    const jws = await device.confirmation(order)
    expect(await socket.send('confirm', { jws })).toEqual({ ok: true, state: 'confirmed' })
    await page.entry((entry) => entry.type === 'sign-out.confirmed' && entry.data.signOutId === signOutId)
    await gone
    page.close()
  })

  it('get the same receipt from either node, byte for byte', async () => {
    const { device, socket } = await deviceOnB('For a receipt')
    await signOut(phone, { sessions: [device.sessionId] })
    const order = await orderOn(socket)
    await device.confirm(order)
    const receipts = await Promise.all(
      [phone, at(B, phone)].map((by) =>
        by.http.get<string>(`/api/v1/sign-outs/${order.signOutId}/receipt`, { token: by.token }),
      ),
    )
    expect(receipts.map(({ status }) => status)).toEqual([200, 200])
    expect(receipts[0]?.body).toBe(receipts[1]?.body)
  })

  it('a device is online, catches up and goes, for a page on the other node', async () => {
    const page = await openPage()
    const came = nowOn(page, (now) => now.devices.some((one) => one.online))
    const { device, socket } = await deviceOnB('Comes and goes')
    await came
    await until(seenBy(phone, device.id), (seen) => seen?.behind.entries === 0, 5_000)
    const went = nowOn(page, (now) => now.devices.some(({ id, online }) => id === device.id && !online))
    socket.close()
    await went
    expect((await seenBy(phone, device.id)())?.online).toBe(false)
    page.close()
  })

  it('a check reaches the device wherever it is, and says when it is nowhere', async () => {
    const { device, socket } = await deviceOnB('To be checked')
    const asked = new Promise((resolve) => socket.socket.once('check', () => resolve('asked')))
    const check = () => phone.http.post(`/api/v1/devices/${device.id}/check`, {}, { token: phone.token })
    expect((await check()).body).toEqual({ online: true })
    expect(await asked).toBe('asked')
    socket.close()
    await until(check, ({ body }) => (body as { online?: boolean }).online === false, 5_000)
  })

  it('a retry sends the order again to the node that has the device', async () => {
    const { device, socket } = await deviceOnB('To be asked again')
    await signOut(phone, { sessions: [device.sessionId] })
    const { signOutId } = await orderOn(socket)
    const again = new Promise<TestOrder>((resolve) =>
      socket.socket.on('log', ({ entries }: { entries: { type: string; data: TestOrder }[] }) => {
        const order = entries.find(({ data }) => data.signOutId === signOutId && data.nonce !== undefined)
        if (order) resolve(order.data)
      }),
    )
    const retried = await phone.http.post(`/api/v1/sign-outs/${signOutId}/retry`, {}, { token: phone.token })
    expect(retried.status).toBe(200)
    expect((await again).signOutId).toBe(signOutId)
    expect((await readSignOut(phone, signOutId)).state).toBe('waiting')
  })

  it('a device that polls one node hears at once of what is done on the other', async () => {
    const device = await signInDevice(B, owner, { name: 'Polls' })
    const { head } = (await device.http.get<{ head: number }>('/api/v1/device/log?cursor=0', { token: device.token }))
      .body
    const polled = device.http.get<{ entries: { type: string; data: { nonce?: string } }[] }>(
      `/api/v1/device/log?cursor=${head}&waitMs=30000`,
      { token: device.token },
    )
    await until(seenBy(phone, device.id), (seen) => seen?.online === true, 5_000)
    const began = performance.now()
    await signOut(phone, { sessions: [device.sessionId] })
    expect((await polled).body.entries.some(isOrder)).toBe(true)
    expect(performance.now() - began).toBeLessThan(4_000) // the sweep would take longer
  })

  it('[ND4] a forged NOTIFY only makes a node look: nothing of it is believed, and none of it harms', async () => {
    const { device, socket } = await deviceOnB('Not fooled')
    const forged = [
      '',
      'x'.repeat(7_000),
      '{"from":"nobody","hints":[["ring","org"],["check","dev_x"],["device","dev_x","mem_x"],["end","all"]]}',
      JSON.stringify({ from: 'nobody', hints: [['resend', 'out_x', device.memberId]] }),
      JSON.stringify({ from: 'nobody', hints: [['moved', 'out_x', device.memberId]] }),
      JSON.stringify({ from: 'nobody', hints: Array.from({ length: 100 }, () => ['ring', device.memberId]) }),
    ]
    for (const text of forged) await cluster.query("SELECT pg_notify('signoff', $1)", [text])
    const { http, token } = device
    expect((await http.get('/api/v1/me', { token })).status).toBe(200)
    expect(await socket.send('status', {})).toEqual({ ok: true })
    expect((await seenBy(phone, device.id)())?.online).toBe(true)
    await signOut(phone, { sessions: [device.sessionId] })
    await orderOn(socket)
  })
})

it('[ND8] the same Idempotency-Key on two nodes at once runs once; the other hears that it is under way, or the first answer', async () => {
  const ask = (node: string, key: string) =>
    at(node, phone).http.post(
      '/api/v1/admin/departments',
      { name: `Once ${key}` },
      { token: phone.token, headers: { 'idempotency-key': key } },
    )
  const keys = Array.from({ length: 12 }, (_, i) => `two-nodes-${i}`)
  await Promise.all(
    keys.map(async (key) => {
      const answers = await Promise.all([A, B, A, B].map((node) => ask(node, key)))
      expect(answers.filter(({ status }) => status === 201).length).toBeGreaterThan(0)
      const others = answers.filter(({ status }) => status !== 201)
      for (const { status, body } of others) expect([status, body.code]).toEqual([409, 'idempotency_in_progress'])
      const ids = new Set([...answers, await ask(A, key), await ask(B, key)].flatMap(({ body }) => body['id'] ?? []))
      expect(ids.size).toBe(1)
    }),
  )
  const made = await cluster.query<{ n: number }>(
    "SELECT name, count(*)::int AS n FROM department WHERE name LIKE 'Once %' GROUP BY 1",
  )
  expect(made.map(({ n }) => n)).toEqual(keys.map(() => 1))
  expect(await cluster.query("SELECT name FROM lease WHERE name LIKE 'answer: %'")).toEqual([])
})
