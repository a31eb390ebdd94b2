import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { api } from '#tests/support/api.ts'
import { owner, startServer, type TestServer } from '#tests/support/server.ts'
import { connect, signInDevice, type TestDevice, type TestOrder } from '#tests/support/test-device.ts'

/** The device channel over real sockets (protocol.md, part 6; quality.md, parts 4 and 6). */
let server: TestServer
let phone: TestDevice
beforeAll(async () => {
  server = await startServer()
  phone = await signInDevice(server.url, owner, { kind: 'phone', os: 'ios', name: 'iPhone 15' })
})
afterAll(() => server.dispose())

const signOut = (by: TestDevice, body: object) =>
  by.http.post<{ signOuts: { id: string; state: string }[] }>(
    '/api/v1/sign-outs',
    { confirm: true, ...body },
    { token: by.token },
  )
const orderOf = (device: TestDevice, socket: ReturnType<TestDevice['connect']>) =>
  socket
    .entry((entry) => entry.type === 'sign-out.requested' && entry.data.nonce !== undefined)
    .then((entry) => entry.data as TestOrder)

describe('a sign-out over the socket', () => {
  it('demotes the socket in place, orders, takes every report, and closes after the confirmation', async () => {
    const laptop = await signInDevice(server.url, owner, { name: 'MacBook', os: 'macos' })
    const socket = laptop.connect()
    await socket.connected()
    const answer = await signOut(phone, { sessions: [laptop.sessionId] })
    expect(answer.status).toBe(202)
    expect(answer.body.signOuts[0]?.state).toBe('waiting')
    const ended = await socket.entry((entry) => entry.type === 'session.ended')
    expect(ended.data).toMatchObject({ sessionId: laptop.sessionId })
    const order = await orderOf(laptop, socket)
    expect((await laptop.http.get('/api/v1/me', { token: laptop.token })).body.code).toBe('session_ended')
    expect(await socket.send('status', {})).toEqual({ error: 'session_ended' })
    const { signOutId } = order
    expect(await socket.send('received', { signOutId })).toEqual({ ok: true, state: 'received' })
    expect(await socket.send('progress', { signOutId, step: 'records', done: 1, of: 2 })).toEqual({
      ok: true,
      state: 'cleaning',
    })
    const gone = socket.gone()
    expect(await socket.send('confirm', { jws: await laptop.confirmation(order) })).toEqual({
      ok: true,
      state: 'confirmed',
    })
    await gone
    const after = laptop.connect()
    expect(await after.refused()).toMatchObject({ code: 'session_ended' })
  })

  it('[D1] a hundred identical confirmations are one edge and a hundred equal answers', async () => {
    const tablet = await signInDevice(server.url, owner, { kind: 'tablet', os: 'ipados', name: 'iPad' })
    await signOut(phone, { sessions: [tablet.sessionId] })
    const order = await tablet.order()
    const jws = await tablet.confirmation(order)
    const answers = await Promise.all(
      Array.from({ length: 100 }, () =>
        tablet.http.post('/api/v1/device/confirmations', { jws }, { token: tablet.token }),
      ),
    )
    expect(new Set(answers.map((answer) => `${answer.status} ${JSON.stringify(answer.body)}`))).toEqual(
      new Set(['200 {"state":"confirmed"}']),
    )
    const log = await phone.http.get<{ entries: { type: string; data: { signOutId?: string } }[] }>(
      '/api/v1/device/log?cursor=0',
      { token: phone.token },
    )
    const edges = log.body.entries.filter(
      (entry) => entry.type === 'sign-out.confirmed' && entry.data.signOutId === order.signOutId,
    )
    expect(edges).toHaveLength(1)
  })

  it('[D6] what cannot be decoded is answered with an error, and the next is still served', async () => {
    const desktop = await signInDevice(server.url, owner)
    const socket = desktop.connect()
    await socket.connected()
    await signOut(phone, { sessions: [desktop.sessionId] })
    const order = await orderOf(desktop, socket)
    const hostile: [string, unknown][] = [
      ['received', null],
      ['received', { signOutId: { $ne: '' } }],
      ['received', JSON.parse('{"__proto__": {"signOutId": "x"}}')],
      ['progress', { signOutId: order.signOutId, step: 'x', done: 'many', of: -1 }],
      ['notNow', { signOutId: order.signOutId, reason: 'x', forMs: 86_400_001 }],
      ['confirm', { jws: 'no jws' }],
      ['confirm', { jws: 'a.b.c' }],
      ['confirm', { jws: 'x'.repeat(50_000) }],
      ['become-admin', {}],
    ]
    for (const [event, body] of hostile) expect(await socket.send(event, body), event).toEqual({ error: 'malformed' })
    expect(await socket.send('received', { signOutId: 'out_unknown' })).toEqual({ error: 'unknown_sign_out' })
    expect(await socket.send('received', { signOutId: order.signOutId })).toEqual({ ok: true, state: 'received' })
    expect(await socket.send('confirm', { jws: await desktop.confirmation(order) })).toEqual({
      ok: true,
      state: 'confirmed',
    })
  })

  it('[D7] a forged confirmation is refused by name and changes nothing', async () => {
    const desktop = await signInDevice(server.url, owner)
    await signOut(phone, { sessions: [desktop.sessionId] })
    const order = await desktop.order()
    const good = await desktop.confirmation(order)
    const [head = '', , signature = ''] = good.split('.')
    const altered = `${head}.${Buffer.from(JSON.stringify({ iss: desktop.id, jti: 'j', iat: 1, signOutId: order.signOutId, nonce: order.nonce, result: 'done', durationMs: 0, bytesFreed: 9, filesRemoved: 0, processesEnded: 0, steps: [], leftovers: { processes: 0, files: 0, memoryBytes: 0 } })).toString('base64url')}.${signature}`
    const tries: [string, string][] = [
      [await phone.key.sign(Buffer.from(good.split('.')[1] ?? '', 'base64url').toString()), 'bad_signature'],
      [altered, 'bad_signature'],
      [await desktop.confirmation(order, { nonce: 'another' }), 'wrong_nonce'],
      [await desktop.confirmation(order, { iss: phone.id }), 'wrong_device'],
      [await desktop.confirmation(order, { signOutId: 'out_nobody' }), 'unknown_sign_out'],
      [await desktop.confirmation(order, { result: 'perhaps' }), 'malformed'],
    ]
    for (const [jws, code] of tries) {
      const refused = await desktop.http.post('/api/v1/device/confirmations', { jws }, { token: desktop.token })
      expect([refused.status, refused.body.code]).toEqual([422, code])
    }
    const seen = await phone.http.get<{ state: string }>(`/api/v1/sign-outs/${order.signOutId}`, { token: phone.token })
    expect(seen.body.state).toBe('waiting')
    expect((await desktop.confirm(order)).body.state).toBe('confirmed')
  })

  it('[D10] a silent device is sent its order again on every connection, and time alone never confirms', async () => {
    const desktop = await signInDevice(server.url, owner)
    const socket = desktop.connect()
    await socket.connected()
    await signOut(phone, { sessions: [desktop.sessionId] })
    const order = await orderOf(desktop, socket)
    await socket.send('received', { signOutId: order.signOutId })
    socket.close()
    await api(server.url).post('/api/test/clock', { advanceMs: 3 * 24 * 60 * 60_000 })
    const seen = await phone.http.get<{ state: string; overdue: boolean; lagMs: number }>(
      `/api/v1/sign-outs/${order.signOutId}`,
      { token: phone.token },
    )
    expect(seen.body).toMatchObject({ state: 'received', overdue: true })
    expect(seen.body.lagMs).toBeGreaterThanOrEqual(3 * 24 * 60 * 60_000)
    const again = desktop.connect({ cursor: 1_000_000 }) // an ended session's cursor is ignored
    expect((await orderOf(desktop, again)).nonce).toBe(order.nonce)
    expect(await again.send('confirm', { jws: await desktop.confirmation(order) })).toEqual({
      ok: true,
      state: 'confirmed',
    })
  })
})

describe('handshakes', () => {
  it('[E7] access that ends between the handshake and the connection leaves † rights alone', async () => {
    for (let i = 0; i < 10; i += 1) {
      const desktop = await signInDevice(server.url, owner)
      const socket = desktop.connect()
      await Promise.all([signOut(phone, { sessions: [desktop.sessionId] }), socket.connected()])
      const order = await orderOf(desktop, socket)
      expect(await socket.send('status', {})).toEqual({ error: 'session_ended' })
      expect(await socket.send('confirm', { jws: await desktop.confirmation(order) })).toMatchObject({ ok: true })
    }
  })

  it('[F2] a foreign page opens no socket, by polling or by WebSocket', async () => {
    for (const origin of [
      'https://evil.example',
      'null',
      `${server.url}.evil.example`,
      `http://evil.example:${server.port}`,
    ]) {
      const polled = await fetch(`${server.url}/socket.io/?EIO=4&transport=polling`, { headers: { origin } })
      expect(polled.status).toBe(403)
      const socket = connect(server.url, { token: phone.token, cursor: 0, protocol: 1 }, '/device', { origin })
      expect(String((await socket.refused())['message'])).toContain('websocket error')
    }
    const cookie = await fetch(`${server.url}/socket.io/?EIO=4&transport=polling`, {
      headers: { cookie: 'signoff.session=x' },
    })
    expect(cookie.status).toBe(403)
  })

  it('refuses an unknown token, another protocol and a cursor from the future, each by its name', async () => {
    expect(await connect(server.url, { token: 'nobody', cursor: 0, protocol: 1 }).refused()).toMatchObject({
      code: 'unauthenticated',
    })
    expect(await phone.connect({ auth: { protocol: 2 } }).refused()).toMatchObject({
      code: 'unsupported_protocol',
      supported: [1],
    })
    expect(await phone.connect({ cursor: 1_000_000 }).refused()).toMatchObject({ code: 'future_cursor' })
    expect(await connect(server.url, { token: phone.token }, '/admin').refused()).toMatchObject({
      message: 'Invalid namespace',
    })
  })

  it('cuts off an upgrade that is not for the sockets', async () => {
    await expect(
      fetch(`${server.url}/api/v1/me`, { headers: { connection: 'upgrade', upgrade: 'websocket' } }),
    ).rejects.toThrow()
  })
})

describe('the watcher channel', () => {
  it('follows the log without any nonce, and goes when its session ends', async () => {
    const watcher = await signInDevice(server.url, owner)
    const desktop = await signInDevice(server.url, owner)
    const live = connect(server.url, { token: watcher.token }, '/live')
    await live.connected()
    expect(await live.send('watch', { topic: 'me' })).toMatchObject({ ok: true })
    expect(await live.send('watch', { topic: 'member:mem_unknown' })).toMatchObject({ error: 'not_found' })
    expect(await live.send('watch', { topic: 'secrets' })).toEqual({ error: 'unknown_topic' })
    await signOut(phone, { sessions: [desktop.sessionId] })
    const asked = await live.entry((entry) => entry.type === 'sign-out.requested')
    expect(JSON.stringify(asked)).not.toContain('nonce')
    const order = await desktop.order()
    await desktop.confirm(order)
    const confirmed = await live.entry((entry) => entry.type === 'sign-out.confirmed')
    expect(confirmed.data['lagMs']).toBeGreaterThanOrEqual(0)
    const gone = live.gone()
    await signOut(phone, { sessions: [watcher.sessionId] })
    await gone
  })
})
