import { expect, it } from 'vitest'
import { api } from '#tests/support/api.ts'
import { connect } from '#tests/support/test-device.ts'
import { count } from './counts.ts'
import { halfSent } from './half-sent.ts'
import { type Accepted, readSignOut, servedOwner } from './scene.ts'
import { seedSessions } from './store-file.ts'

/** SIGTERM under load (quality.md, A10). */
const { server, phone } = await servedOwner()

async function onlineDevices(): Promise<number> {
  const { body } = await phone.http.get<{ devices: { online: boolean }[] }>('/api/v1/devices', { token: phone.token })
  return body.devices.filter(({ online }) => online).length
}

it('[A10] SIGTERM with sockets and requests in flight: all answered, all told, 0 within 15 s, nothing lost', async () => {
  await server.stop()
  const sockets = count(1_000)
  const seeded = seedSessions(server.dataDir, phone.sessionId, sockets + 25)
  await server.restart()
  const open = seeded.slice(25).map(({ token }) => connect(server.url, { token, cursor: 0, protocol: 1 }))
  await Promise.all(open.map((one) => one.connected()))
  const gone = open.map((one) => one.gone())
  const { body: log } = await phone.http.get<{ head: number }>('/api/v1/device/log', { token: phone.token })
  const polls = seeded
    .slice(0, 5)
    .map(({ token }) => api(server.url).get(`/api/v1/device/log?cursor=${log.head}&waitMs=30000`, { token }))
  await expect.poll(onlineDevices, { timeout: 10_000 }).toBeGreaterThanOrEqual(sockets + 5)
  const requests = await Promise.all(
    seeded
      .slice(5, 25)
      .map(({ sessionId }) =>
        halfSent(server.url, '/api/v1/sign-outs', phone.token, { sessions: [sessionId], confirm: true }),
      ),
  )

  const began = performance.now()
  const stopped = server.stop()
  await expect.poll(() => server.logs.some(({ msg }) => msg === 'stopping'), { timeout: 10_000 }).toBe(true)
  const answers = await Promise.all(requests.map((one) => one.finish()))
  expect(await stopped).toBe(0)
  expect(performance.now() - began).toBeLessThan(15_000)
  await Promise.all(gone)
  for (const poll of await Promise.all(polls)) expect(poll.status).toBe(200)
  for (const { status, connection } of answers)
    expect({ status, connection }).toEqual({ status: 202, connection: 'close' })
  await expect(api(server.url).get('/healthz')).rejects.toThrow()

  await server.restart()
  for (const { body } of answers) {
    const { signOuts } = JSON.parse(body) as Accepted
    expect((await readSignOut(phone, signOuts[0]?.id ?? '')).state).toBe('waiting')
  }
  open.forEach((one) => one.close())
})
