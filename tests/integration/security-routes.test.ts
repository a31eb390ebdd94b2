import { describe, expect, it } from 'vitest'
import { addMember, readSignOut, servedOwner, signOut } from '#tests/faults/scene.ts'
import { api } from '#tests/support/api.ts'
import { owner } from '#tests/support/server.ts'
import { connect, signInDevice, type TestDevice, type TestOrder } from '#tests/support/test-device.ts'
import { rawRequest, sealCookie } from '#tests/support/web-session.ts'

/** Every route of the API, as one meets it whose access has ended (quality.md, F5, F7, F15). */
const { server, phone } = await servedOwner()
const document = await api(server.url).get<OpenApi>('/api/v1/openapi.json')
const operations: Operation[] = Object.entries(document.body.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, { operationId, security }]) => ({
    path,
    method: method.toUpperCase(),
    name: operationId,
    open: security.length === 0,
  })),
)

interface OpenApi {
  paths: Record<string, Record<string, { operationId: string; security: object[] }>>
}
interface Operation {
  path: string
  method: string
  name: string
  open: boolean
}

/** protocol.md, part 2: the one right that is left. */
const REPORTING = ['readLog', 'report', 'confirm']

/** Who calls these is not asked. A new one is a decision: somebody has to write it down here. */
const OPEN = [
  'acceptInvitation',
  'advanceClock',
  'authorizeDevice',
  'enrolDevice',
  'forgotPassword',
  'getClosingRecord',
  'getHealth',
  'getJwks',
  'getMetrics',
  'getOAuthMetadata',
  'getPasskeySignInOptions',
  'getReadiness',
  'getSetUp',
  'getToken',
  'resetPassword',
  'setUp',
  'signIn',
]

async function ended(kind: 'desktop' | 'web' = 'desktop'): Promise<{ device: TestDevice; order: TestOrder }> {
  const device = await signInDevice(server.url, owner, { kind })
  await signOut(phone, { sessions: [device.sessionId] })
  return { device, order: await device.order() }
}

const call = ({ method, path }: Operation, id: string, headers: Record<string, string>) =>
  api(server.url).send<{ code?: string; signOutId?: string }>(
    method,
    path.replaceAll(/\{\w+\}/g, id),
    method === 'GET' ? undefined : {},
    { headers },
  )

describe('[F5] after the sign-out', () => {
  it('the OpenAPI document names every route that asks nobody, and no other', () => {
    expect(operations.length).toBeGreaterThan(40)
    expect(
      operations
        .filter(({ open }) => open)
        .map(({ name }) => name)
        .sort(),
    ).toEqual([...OPEN].sort())
  })

  it.each(['bearer', 'cookie'])('the %s gets 401 from every route but the † calls', async (carrier) => {
    const { device, order } = await ended('web')
    const headers: Record<string, string> =
      carrier === 'bearer'
        ? { authorization: `Bearer ${device.token}` }
        : { cookie: await sealCookie(server.dataDir, device.token), 'sec-fetch-site': 'same-origin' }
    for (const operation of operations.filter(({ open, name }) => !open && !REPORTING.includes(name)))
      for (const id of [phone.id, phone.sessionId, order.signOutId]) {
        const { status, body, headers: answered } = await call(operation, id, headers)
        expect([operation.name, status, body.code, body.signOutId]).toEqual([
          operation.name,
          401,
          'session_ended',
          order.signOutId,
        ])
        expect(answered.getSetCookie()).toEqual([])
      }
    const log = await api(server.url).get('/api/v1/device/log', { headers })
    expect(log.status).toBe(200)
    expect(JSON.stringify(log.body)).not.toContain(phone.sessionId)
    // A path that is written in another way finds no other door.
    for (const path of [
      '/api/v1//me',
      '/api/v1/../v1/me',
      '//api/v1/me',
      '/api/v1/me/',
      '/API/V1/ME',
      '/api/v1/%6de',
      '/api/v1/me%00',
      '/api/v1/admin/../me',
      '/api/v1/me;x',
    ]) {
      const { status, body } = await rawRequest(server.url, path, {
        ...headers,
        'x-middleware-subrequest': 'middleware',
      })
      expect([path, status]).toEqual([path, expect.toSatisfy((seen: number) => [400, 401, 404].includes(seen))])
      expect(body).not.toContain(owner.email)
    }
  })

  it('once it is confirmed the † calls are over too, but the confirmation answers as it did', async () => {
    const { device, order } = await ended()
    const jws = await device.confirmation(order)
    const confirm = () => device.http.post('/api/v1/device/confirmations', { jws }, { token: device.token })
    const first = await confirm()
    expect(first).toMatchObject({ status: 200, body: { state: 'confirmed' } })
    expect((await confirm()).body).toEqual(first.body)
    for (const operation of operations.filter(({ name }) => ['readLog', 'report'].includes(name)))
      expect(await call(operation, phone.id, { authorization: `Bearer ${device.token}` })).toMatchObject({
        status: 401,
        body: { code: 'session_ended' },
      })
    expect(await device.connect().refused()).toMatchObject({ code: 'session_ended' })
  })

  it('no socket is left: /live is refused and closed, a polling id is of no use, /device has † alone', async () => {
    const device = await signInDevice(server.url, owner)
    const live = connect(server.url, { token: device.token }, '/live')
    await live.connected()
    expect(await live.send('watch', { topic: 'me' })).toMatchObject({ ok: true })
    const sid = await pollingSession(device.token)
    const gone = live.gone()
    await signOut(phone, { sessions: [device.sessionId] })
    await gone
    expect(await connect(server.url, { token: device.token }, '/live').refused()).toMatchObject({
      code: 'session_ended',
    })
    const socket = device.connect()
    await socket.connected()
    expect(await socket.send('status', {})).toEqual({ error: 'session_ended' })
    expect(await socket.send('watch', { topic: 'me' })).toEqual({ error: 'malformed' })
    socket.close()
    const polled = await pollUntilClosed(sid)
    expect(polled).not.toContain('"entries":[{')
  })

  const polling = (sid: string) => `${server.url}/socket.io/?EIO=4&transport=polling&sid=${sid}`

  /** Opens `/live` over polling by hand and watches; resolves with the session id of the transport. */
  async function pollingSession(token: string): Promise<string> {
    const opened = await (await fetch(`${server.url}/socket.io/?EIO=4&transport=polling`)).text()
    const { sid } = JSON.parse(opened.slice(1)) as { sid: string }
    const say = (packet: string) => fetch(polling(sid), { method: 'POST', body: packet })
    await say(`40/live,${JSON.stringify({ token })}`)
    expect(await (await fetch(polling(sid))).text()).toContain('40/live')
    await say('42/live,1["watch",{"topic":"me"}]')
    return sid
  }

  /** Everything that still comes over a polling transport until it is closed or says that it was disconnected. */
  async function pollUntilClosed(sid: string): Promise<string> {
    let all = ''
    for (let i = 0; i < 10; i += 1) {
      const answer = await fetch(polling(sid))
      const text = await answer.text()
      all += text
      if (answer.status !== 200 || text.includes('41/live')) break
    }
    // Everything that follows is about the sign-out itself or nothing: the namespace is closed.
    expect(all).toMatch(/41\/live|Session ID unknown|^1$/)
    return all.slice(all.indexOf('41/live'))
  }
})

describe('[F15] an administrator', () => {
  it('has no way to confirm, or to set the state of a sign-out, for a device', async () => {
    const member = await addMember(phone, 'Sun Lei')
    const laptop = await signInDevice(server.url, member)
    const { token } = phone
    const forced = await phone.http.post<{ signOuts: { id: string }[] }>(
      '/api/v1/admin/sign-outs',
      { sessions: [laptop.sessionId], reason: 'Lost on a train', confirm: true },
      { token },
    )
    const id = forced.body.signOuts[0]?.id ?? ''
    const order = await laptop.order()
    const jws = await phone.key.sign({
      iss: laptop.id,
      jti: 'admin',
      iat: 1,
      signOutId: id,
      nonce: order.nonce,
      result: 'done',
      durationMs: 0,
      bytesFreed: 0,
      filesRemoved: 0,
      processesEnded: 0,
      steps: [],
      leftovers: { processes: 0, files: 0, memoryBytes: 0 },
    })
    const signed = await laptop.confirmation(order)
    for (const own of [jws, signed])
      expect((await phone.http.post('/api/v1/device/confirmations', { jws: own }, { token })).status).toBe(422)
    for (const type of ['received', 'progress', 'not-now', 'confirmed'])
      expect(
        (await phone.http.post('/api/v1/device/report', { type, signOutId: id, step: 'x', done: 1, of: 1 }, { token }))
          .status,
      ).toBeGreaterThanOrEqual(400)
    for (const path of [
      `/api/v1/admin/sign-outs/${id}`,
      `/api/v1/sign-outs/${id}`,
      `/api/v1/admin/sign-outs/${id}/confirm`,
    ])
      for (const method of ['POST', 'PATCH', 'PUT'])
        expect((await phone.http.send(method, path, { state: 'confirmed', jws: signed }, { token })).status).toBe(404)
    expect((await readSignOut(phone, id)).state).toBe('waiting')
    expect((await laptop.confirm(order)).body.state).toBe('confirmed')
  })
})
