import { describe, expect, it } from 'vitest'
import type { ApiResponse } from '#tests/support/api.ts'
import { owner } from '#tests/support/server.ts'
import { signInDevice, type TestDevice } from '#tests/support/test-device.ts'
import { count, long } from './counts.ts'
import { addMember, advance, servedOwner, setPolicy, signOut } from './scene.ts'
import { rows, seedMembers } from './store-file.ts'

/** A machine that is busy with other suites is slow; a mass sign-out is many commits. */
const BATCH_LIMIT_MS = long ? 1_200_000 : 300_000

/** Races (quality.md, part 6, E). */
const { server, phone } = await servedOwner()

it('[E4] a place is free at the end of access, before the device has confirmed; the open sign-out is shown', async () => {
  await setPolicy(phone, { limit: 5 })
  const member = await addMember(phone, 'Wang Fang')
  const devices: TestDevice[] = []
  for (let i = 0; i < 5; i += 1) devices.push(await signInDevice(server.url, member, { name: `Device ${i}` }))
  const [first, gone] = devices
  if (!first || !gone) throw new Error('no devices')
  await expect(signInDevice(server.url, member)).rejects.toThrow('device_limit')
  await signOut(first, { sessions: [gone.sessionId] })
  const sixth = await signInDevice(server.url, member, { name: 'Sixth' })
  await expect(signInDevice(server.url, member)).rejects.toThrow('device_limit')
  const list = await sixth.http.get<{
    used: number
    limit: number
    devices: { id: string; session: { state: string } | null }[]
  }>('/api/v1/devices', { token: sixth.token })
  expect(list.body).toMatchObject({ used: 5, limit: 5 })
  expect(list.body.devices.find(({ id }) => id === gone.id)?.session?.state).toBe('ended')
  const open = await sixth.http.get<{ items: { state: string; sessionId: string }[] }>('/api/v1/sign-outs', {
    token: sixth.token,
  })
  expect(open.body.items).toMatchObject([{ state: 'waiting', sessionId: gone.sessionId }])
  await setPolicy(phone, { limit: 100 })
})

describe('[E6] requests while access ends', () => {
  /** What a device does all day, each a chance for its session to be written once more. */
  const requests: ((device: TestDevice) => Promise<ApiResponse<unknown>>)[] = [
    ({ http, token }) => http.get('/api/v1/me', { token }),
    ({ http, token }) => http.get('/api/v1/devices', { token }),
    ({ http, token }) => http.post('/api/v1/device/ack', { seq: 1 }, { token }),
    ({ http, token, id }) => http.patch(`/api/v1/devices/${id}`, { name: 'Renamed' }, { token }),
    ({ http, token }) => http.post('/api/v1/step-up', { password: 'wrong' }, { token }),
  ]

  it('no request that starts after the answer succeeds, and nothing writes the session back', async () => {
    const ended: string[] = []
    for (let round = 0; round < count(200); round += 1) {
      const device = await signInDevice(server.url, owner)
      let answered = false
      const late: ApiResponse<unknown>[] = []
      const early = Array.from({ length: 25 }, (_, i) => requests[i % requests.length]?.(device))
      const asked = signOut(phone, { sessions: [device.sessionId] }).finally(() => (answered = true))
      const following = (async () => {
        for (let i = 0; i < 25; i += 1) {
          const started = answered
          const answer = await requests[i % (requests.length - 1)]?.(device)
          if (started && answer) late.push(answer)
        }
      })()
      expect((await asked).status).toBe(202)
      await Promise.all([...early, following])
      late.push(await device.http.get('/api/v1/me', { token: device.token }))
      for (const { status, body, headers } of late) {
        expect([status, (body as { code?: string }).code]).toEqual([401, 'session_ended'])
        expect(headers.getSetCookie()).toEqual([])
      }
      ended.push(device.sessionId)
    }
    // What was collected until now for one write a second is written, and every job that an hour brings has run.
    const seenAt = () =>
      rows(server.dataDir, `SELECT last_accepted_at AS at FROM session WHERE id = '${phone.sessionId}'`)[0]?.['at']
    const before = seenAt()
    await phone.http.get('/api/v1/me', { token: phone.token })
    await expect.poll(seenAt, { timeout: 10_000, interval: 25 }).not.toBe(before)
    await advance(server.url, 60 * 60_000)
    const alive = rows(server.dataDir, 'SELECT id FROM session WHERE ended_at IS NULL').map(({ id }) => String(id))
    expect(alive.filter((id) => ended.includes(id))).toEqual([])
  })
})

it(
  '[E9] an admin who is demoted in the middle of a mass sign-out ends nobody more',
  { timeout: BATCH_LIMIT_MS },
  async () => {
    // The hour above has let its step-up lapse.
    await phone.http.post('/api/v1/step-up', { password: owner.password }, { token: phone.token })
    const boss = await addMember(phone, 'Boss', ['admin'])
    await server.stop()
    const members = seedMembers(server.dataDir, phone.sessionId, long ? 4_000 : 1_000)
    await server.restart()
    const admin = await signInDevice(server.url, boss)
    const { token } = admin
    const forced = await admin.http.post<{ batch: { id: string } }>(
      '/api/v1/admin/sign-outs',
      { filter: { query: 'seeded' }, reason: 'Everyone must sign in again', confirm: true },
      { token },
    )
    expect(forced.status).toBe(202)
    const demoted = await phone.http.patch(`/api/v1/admin/members/${boss.id}`, { roles: [] }, { token: phone.token })
    expect(demoted.status).toBe(200)
    const { id } = forced.body.batch
    const state = () => rows(server.dataDir, `SELECT state FROM batch WHERE id = '${id}'`)[0]?.['state']
    await expect.poll(state, { timeout: 240_000, interval: 200 }).toBe('done')
    const { body } = await phone.http.get<{
      done: number
      failed: number
      outcomes: { sessionId: string; code: string }[]
    }>(`/api/v1/batches/${id}`, { token: phone.token })
    const { done, failed, outcomes } = body
    expect(done + failed).toBe(members.length)
    expect(failed).toBeGreaterThan(0)
    const refused = new Set(outcomes.flatMap(({ sessionId, code }) => (code === 'forbidden' ? [sessionId] : [])))
    expect(refused.size).toBe(failed)
    const alive = rows(
      server.dataDir,
      "SELECT session.id FROM session JOIN member ON member.id = member_id WHERE ended_at IS NULL AND email LIKE 'seeded-%'",
    ).map(({ id }) => String(id))
    expect(new Set(alive)).toEqual(refused)
  },
)
