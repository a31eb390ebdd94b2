import { afterAll, beforeAll, expect, it } from 'vitest'
import { freePort } from '#tests/support/free-port.ts'
import { owner, startServer } from '#tests/support/server.ts'
import { signInDevice, type TestDevice } from '#tests/support/test-device.ts'
import { openBalancer, type Balancer } from './balancer.ts'
import { at, gateOf, nodeOf, seedDevices, startCluster, until, type Cluster } from './cluster-scene.ts'
import { long } from './counts.ts'
import { openFleet } from './fleet.ts'
import { addMember, openCompany, verifiedLog } from './scene.ts'

/** Three real processes behind a balancer; one of them dies (quality.md, part 6, E1, E11, H1 and H10). */
let cluster: Cluster
let balancer: Balancer
let admin: TestDevice
const all = () => cluster.nodes.map(({ port }) => port)
beforeAll(async () => {
  balancer = await openBalancer(await freePort())
  cluster = await startCluster(3, balancer.url)
  balancer.to(all())
  admin = at(balancer.url, await openCompany(nodeOf(cluster, 0).url))
})
afterAll(async () => {
  await balancer.close()
  await cluster.dispose()
})

interface Batch {
  batch: { id: string; state: string; total: number; done: number; failed: number }
  outcomes?: { code: string; sessionId: string }[]
}
const force = (by: TestDevice, sessions: readonly TestDevice[], reason = 'lost in a taxi, all of them') =>
  by.http.post<Batch>(
    '/api/v1/admin/sign-outs',
    { sessions: sessions.map(({ sessionId }) => sessionId), reason, confirm: true },
    { token: by.token },
  )

it('[ND7] nodes that start together agree on one owner, one schema and one key that signs', async () => {
  expect(await cluster.query('SELECT kid FROM signing_key')).toHaveLength(1)
  expect(await cluster.query('SELECT id FROM org')).toHaveLength(1)
  expect(await cluster.query('SELECT id FROM member')).toHaveLength(1)
  expect(await cluster.query('SELECT id FROM node')).toHaveLength(3)
})

it('[ND7] a node of another SIGNOFF_SECRET is refused in one line, and changes nothing', async () => {
  const stranger = startServer({
    databaseUrl: gateOf(cluster, 0).url,
    env: { SIGNOFF_SECRET: Buffer.alloc(32, 9).toString('base64') },
  })
  await expect(stranger).rejects.toThrow(/SIGNOFF_SECRET: another than that of the nodes/)
  expect(await cluster.query('SELECT kid FROM signing_key')).toHaveLength(1)
  expect(await cluster.query('SELECT id FROM node')).toHaveLength(3)
})

it('[H1] kill -9 of a node with devices: all are back on the others, and each order is delivered and confirmed', async () => {
  const many = long ? 1_000 : 50
  const devices = await seedDevices(cluster, admin, many)
  const fleet = openFleet(balancer.url, devices)
  await fleet.up(many)
  const began = performance.now()
  const victim = nodeOf(cluster, 1)
  balancer.to(all().filter((port) => port !== victim.port))
  const half = devices.slice(0, many / 2)
  const asked = force(admin, half)
  await victim.kill()
  expect((await asked).status).toBe(202)
  // Those that confirmed are closed for good: the others are what must be connected.
  await Promise.all([fleet.done(many / 2), fleet.up(many / 2)])
  expect(performance.now() - began).toBeLessThan(30_000)
  expect(fleet.confirmed.size).toBe(many / 2)
  fleet.close()
  const states = await cluster.query('SELECT state, count(*) AS n FROM sign_out GROUP BY state')
  expect(states.map(({ state, n }) => `${String(state)} ${String(n)}`)).toEqual([`confirmed ${many / 2}`])
  expect(await verifiedLog(admin)).toMatchObject({ ok: true })
  await victim.restart()
  balancer.to(all())
})

it('[H1] what a dead node held is offline for the others within 20 s, and a node that comes back is one of them again', async () => {
  const device = await signInDevice(nodeOf(cluster, 2).url, owner, { name: 'On the one that dies' })
  const socket = device.connect()
  await socket.connected()
  const other = at(nodeOf(cluster, 0).url, admin)
  const online = async () => {
    const list = await other.http.get<{ devices: { id: string; online: boolean }[] }>('/api/v1/devices', {
      token: other.token,
    })
    return list.body.devices.find(({ id }) => id === device.id)?.online
  }
  await until(online, (up) => up === true, 5_000)
  await nodeOf(cluster, 2).kill()
  await until(online, (up) => up === false, 20_000)
  const lines = () => cluster.query('SELECT device_id FROM presence_line WHERE device_id = $1', [device.id])
  await until(lines, (found) => found.length === 0, 10_000)
  await nodeOf(cluster, 2).restart()
  await until(
    () => cluster.query('SELECT id FROM node'),
    (nodes) => nodes.length === 3,
    20_000,
  )
})

it('[H10] a node that restarts under its devices gets them back without an error answered to anybody', async () => {
  const many = long ? 2_000 : 60
  const devices = await seedDevices(cluster, admin, many)
  const fleet = openFleet(balancer.url, devices)
  await fleet.up(many)
  const node = nodeOf(cluster, 0)
  balancer.to(all().filter((port) => port !== node.port))
  const watching = new AbortController()
  const answers: number[] = []
  const ask = () => admin.http.get('/api/v1/me', { token: admin.token }).then(({ status }) => status)
  // A connection that dies with its node is asked over another one, as every client does; an answer is an answer.
  const watched = (async () => {
    while (!watching.signal.aborted) answers.push(await ask().catch(ask))
  })()
  const began = performance.now()
  await node.kill()
  await fleet.up(many)
  expect(performance.now() - began).toBeLessThan(30_000)
  await node.restart()
  balancer.to(all())
  watching.abort()
  await watched
  expect(answers.filter((status) => status >= 500).length).toBeLessThanOrEqual(answers.length / 100)
  fleet.close()
})

it('[E1] two admins and twenty parallel forced sign-outs on two nodes: one command, and both are named', async () => {
  const [device] = await seedDevices(cluster, admin, 1)
  const other = await addMember(admin, 'Second Owner', ['owner'])
  const second = await signInDevice(nodeOf(cluster, 1).url, other, { name: 'Another desk' })
  if (!device) throw new Error('no device')
  const first = at(nodeOf(cluster, 0).url, admin)
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, i) =>
      force(i % 2 === 0 ? first : second, [device], `asked ${i}, for a good reason`),
    ),
  )
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 202))
  const signOuts = await cluster.query<{ id: string }>('SELECT id FROM sign_out WHERE session_id = $1', [
    device.sessionId,
  ])
  expect(signOuts).toHaveLength(1)
  const named = await cluster.query<{ by: string }>(
    `SELECT DISTINCT data::jsonb -> 'by' ->> 'id' AS by FROM entry
     WHERE stream = $1 AND type IN ('sign-out.requested', 'sign-out.asked-again')`,
    [device.memberId],
  )
  expect(named.map(({ by }) => by).sort()).toEqual([admin.memberId, second.memberId].sort())
  expect(await verifiedLog(first)).toMatchObject({ ok: true })
})

it('[E11] a long batch whose node is killed in the middle goes on elsewhere, each item with its outcome', async () => {
  const many = long ? 2_000 : 520 // named one by one, more would not fit into a request
  const devices = await seedDevices(cluster, admin, many)
  const worker = nodeOf(cluster, 2)
  const survivor = at(nodeOf(cluster, 0).url, admin)
  const asked = await force(at(worker.url, admin), devices)
  expect([asked.status, asked.body.batch.state]).toEqual([202, 'running'])
  const { id } = asked.body.batch
  const ended = async () =>
    Number((await cluster.query('SELECT count(*) AS n FROM sign_out WHERE batch_id = $1', [id]))[0]?.['n'])
  await until(ended, (n) => n > 20, 20_000)
  await worker.kill()
  const seen = () => survivor.http.get<Batch['batch']>(`/api/v1/batches/${id}`, { token: survivor.token })
  expect((await seen()).body.state).toBe('running')
  const over = await until(seen, ({ body }) => body.state !== 'running', 90_000)
  expect(over.body).toMatchObject({ state: 'done', total: many, done: many, failed: 0 })
  expect(await ended()).toBe(many)
  const outcomes = await cluster.query<{ code: string; n: number }>(
    `SELECT o ->> 'code' AS code, count(DISTINCT o ->> 'sessionId')::int AS n
     FROM batch, jsonb_array_elements(outcomes::jsonb) AS o WHERE id = $1 GROUP BY 1`,
    [id],
  )
  expect(outcomes).toEqual([{ code: 'done', n: many }])
  await worker.restart()
})
