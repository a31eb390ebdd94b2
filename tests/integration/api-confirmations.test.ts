import { compactVerify, createLocalJWKSet, decodeProtectedHeader, type JSONWebKeySet } from 'jose'
import { describe, expect, it } from 'vitest'
import { signOut } from '#tests/faults/scene.ts'
import { createKey } from '#tests/support/keys.ts'
import { servedCompany } from '#tests/support/served-company.ts'
import type { TestDevice } from '#tests/support/test-device.ts'
import { twoDevices } from '#tests/support/two-devices.ts'

/** What a device says of its sign-out over HTTP: the order, the reports, the confirmation; and the receipt (protocol.md, part 4). */
const { firm, http } = await servedCompany()
const TEXT: unknown = expect.any(String)
const COUNT: unknown = expect.any(Number)
const pair = () => twoDevices(firm)
const isIn = async (device: TestDevice) => (await http.get('/api/v1/me', { token: device.token })).status === 200

describe('confirming', () => {
  it('[D1] a hundred identical confirmations are one edge and a hundred equal answers', async () => {
    const { phone, laptop } = await pair()
    await signOut(phone, { sessions: [laptop.sessionId] })
    const order = await laptop.order()
    const jws = await laptop.confirmation(order)
    const answers = await Promise.all(
      Array.from({ length: 100 }, () =>
        http.post<{ state: string }>('/api/v1/device/confirmations', { jws }, { token: laptop.token }),
      ),
    )
    expect(new Set(answers.map(({ status, body }) => `${status} ${body.state}`))).toEqual(new Set(['200 confirmed']))
    const audit = await http.get<{ items: unknown[] }>(
      `/api/v1/admin/audit?stream=${phone.memberId}&type=sign-out.confirmed`,
      { token: firm.owner.token },
    )
    expect(audit.body.items).toHaveLength(1)
  })

  it('[D2] reports in any order end where the table says, and none after the end', async () => {
    const { phone, laptop } = await pair()
    await signOut(phone, { sessions: [laptop.sessionId] })
    const { signOutId } = await laptop.order()
    const report = (body: object) =>
      http.post<Record<string, unknown>>('/api/v1/device/report', { signOutId, ...body }, { token: laptop.token })
    expect(await report({ type: 'progress', step: 'records', done: 1, of: 2 })).toMatchObject({
      status: 200,
      body: { state: 'cleaning' },
    })
    expect(await report({ type: 'received' })).toMatchObject({ status: 200, body: { state: 'cleaning' } })
    expect(await report({ type: 'not-now', reason: 'busy', forMs: 90_000_000 })).toMatchObject({ status: 422 })
    expect(await report({ type: 'not-now', reason: 'busy', forMs: 60_000 })).toMatchObject({
      status: 200,
      body: { state: 'cleaning' },
    })
    await laptop.confirm(await laptop.order())
    expect(await report({ type: 'received' })).toMatchObject({ status: 401, body: { code: 'session_ended' } })
    expect(await http.get('/api/v1/device/log', { token: laptop.token })).toMatchObject({ status: 401 })
  })

  it('[D3] [D7] what is forged, foreign or unknown is refused by name, changes nothing, and is recorded', async () => {
    const { phone, laptop } = await pair()
    const asked = await signOut(phone, { sessions: [laptop.sessionId] })
    const order = await laptop.order()
    const send = (jws: string, token = laptop.token) => http.post('/api/v1/device/confirmations', { jws }, { token })
    const good = await laptop.confirmation(order)
    const [head = '', payload = '', signature = ''] = good.split('.')
    const altered = Buffer.from(
      JSON.stringify({ ...(JSON.parse(Buffer.from(payload, 'base64url').toString()) as object), filesRemoved: 9 }),
    ).toString('base64url')
    const other = await createKey()
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object
    const none = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${payload}.`
    const refused: [string, string][] = [
      ['bad_signature', await other.sign(claims)],
      ['bad_signature', `${head}.${altered}.${signature}`],
      ['wrong_nonce', await laptop.confirmation(order, { nonce: 'A'.repeat(43) })],
      ['wrong_device', await laptop.confirmation(order, { iss: phone.id })],
      ['unknown_sign_out', await laptop.confirmation(order, { signOutId: 'out_unknown' })],
      ['malformed', await laptop.confirmation(order, { result: 'perfect' })],
      ['malformed', none],
      ['malformed', 'not.a-jws'],
    ]
    for (const [code, jws] of refused)
      expect([code, await send(jws)]).toMatchObject([code, { status: 422, body: { code } }])
    expect(await send(good, phone.token)).toMatchObject({ status: 422, body: { code: 'wrong_device' } })
    expect(
      (
        await http.post(
          '/api/v1/device/report',
          { type: 'received', signOutId: 'out_unknown' },
          { token: laptop.token },
        )
      ).body.code,
    ).toBe('unknown_sign_out')
    const shown = await http.get<{ state: string; signature: string }>(
      `/api/v1/sign-outs/${asked.body.signOuts[0]?.id}`,
      { token: phone.token },
    )
    expect(shown.body).toMatchObject({ state: 'waiting', signature: 'none' })
    const audit = await http.get<{ items: { data: { code: string } }[] }>(
      `/api/v1/admin/audit?stream=${phone.memberId}&type=sign-out.refused`,
      { token: firm.owner.token },
    )
    expect(audit.body.items.length).toBeGreaterThanOrEqual(4)
    expect((await send(good)).status).toBe(200)
  })

  it('[D9] a partial one is failed, a retry is a new attempt', async () => {
    const { phone, laptop } = await pair()
    const asked = await signOut(phone, { sessions: [laptop.sessionId] })
    expect(await laptop.confirm(await laptop.order(), { result: 'partial' })).toMatchObject({
      status: 200,
      body: { state: 'failed' },
    })
    const retried = await http.post<{ state: string; attempt: number }>(
      `/api/v1/sign-outs/${asked.body.signOuts[0]?.id}/retry`,
      undefined,
      { token: phone.token },
    )
    expect(retried).toMatchObject({ status: 200, body: { state: 'waiting', attempt: 2 } })
    expect(await laptop.confirm(await laptop.order())).toMatchObject({ status: 200, body: { state: 'confirmed' } })
  })

  it('a new session of the same device makes the † calls for its pending order', async () => {
    const { phone, laptop } = await pair()
    await signOut(phone, { sessions: [laptop.sessionId] })
    const [order] = (await laptop.signInAgain()).pending
    if (!order) throw new Error('no pending order')
    expect(await laptop.confirm(order)).toMatchObject({ status: 200, body: { state: 'confirmed' } })
    expect(await isIn(laptop)).toBe(true)
  })

  it('the long poll answers at once when the session ends', async () => {
    const { phone, laptop } = await pair()
    const { head } = (await http.get<{ head: number }>('/api/v1/device/log', { token: laptop.token })).body
    const waiting = http.get<{ entries: { type: string; data: { nonce?: string } }[] }>(
      `/api/v1/device/log?cursor=${head}&waitMs=30000`,
      { token: laptop.token },
    )
    const asked = await signOut(phone, { sessions: [laptop.sessionId] })
    expect(asked.status).toBe(202)
    const first = (await waiting).body.entries[0]
    expect(first).toMatchObject({ type: 'sign-out.requested', data: { nonce: TEXT } })
    expect(await http.get('/api/v1/device/log?cursor=999999', { token: phone.token })).toMatchObject({
      status: 409,
      body: { code: 'future_cursor', head: COUNT },
    })
    expect((await http.post('/api/v1/device/ack', { seq: 999_999 }, { token: phone.token })).body.code).toBe(
      'future_cursor',
    )
  })
})

describe('[D14] forgetting, waiving and suspending leave the order and the proof', () => {
  it('forget is refused while a sign-out is open, waiving is turned into confirmed by the device’s word', async () => {
    const { phone, laptop, who } = await pair()
    const asked = await signOut(phone, { sessions: [laptop.sessionId] })
    const id = asked.body.signOuts[0]?.id ?? ''
    expect(await http.post(`/api/v1/devices/${laptop.id}/forget`, undefined, { token: phone.token })).toMatchObject({
      status: 409,
      body: { code: 'sign_out_open' },
    })
    const admin = { token: firm.owner.token }
    expect((await http.post(`/api/v1/admin/sign-outs/${id}/waive`, { reason: 'short' }, admin)).body.code).toBe(
      'reason_required',
    )
    expect(
      await http.post(`/api/v1/admin/sign-outs/${id}/waive`, { reason: 'The laptop was stolen' }, admin),
    ).toMatchObject({ status: 200, body: { state: 'waived' } })
    const waived = await http.get<string>(`/api/v1/sign-outs/${id}/receipt`, { token: phone.token })
    expect(waived.status).toBe(200)
    expect((await http.post(`/api/v1/devices/${laptop.id}/forget`, undefined, { token: phone.token })).status).toBe(200)
    await http.post(`/api/v1/admin/members/${phone.memberId}/suspend`, { reason: 'Has left the company' }, admin)
    expect(await laptop.confirm(await laptop.order())).toMatchObject({ status: 200, body: { state: 'confirmed' } })
    await http.post(`/api/v1/admin/members/${phone.memberId}/remove`, undefined, admin)
    expect(await phone.confirm(await phone.order())).toMatchObject({ status: 200, body: { state: 'confirmed' } })
    expect((await http.post('/api/v1/sign-in', { ...who, device: laptop.claim })).status).toBe(401)
  })
})

describe('the receipt', () => {
  it('is a Security Event Token that an independent JOSE library verifies, the same bytes each time', async () => {
    const { phone, laptop } = await pair()
    const asked = await signOut(phone, { sessions: [laptop.sessionId], reason: 'lost' })
    const id = asked.body.signOuts[0]?.id ?? ''
    expect(await http.get(`/api/v1/sign-outs/${id}/receipt`, { token: phone.token })).toMatchObject({
      status: 404,
      body: { code: 'not_closed' },
    })
    await laptop.confirm(await laptop.order())
    const receipt = await http.get<string>(`/api/v1/sign-outs/${id}/receipt`, { token: phone.token })
    expect(receipt.headers.get('content-type')).toBe('application/secevent+jwt')
    const keys = (await http.get<JSONWebKeySet>('/.well-known/jwks.json')).body
    const { payload } = await compactVerify(receipt.body, createLocalJWKSet(keys))
    expect(decodeProtectedHeader(receipt.body)).toMatchObject({ typ: 'secevent+jwt', alg: 'EdDSA' })
    const claims = JSON.parse(new TextDecoder().decode(payload)) as Record<string, unknown>
    expect(claims).toMatchObject({
      jti: id,
      sub_id: { format: 'opaque', id: phone.memberId },
      events: {
        'https://schemas.openid.net/secevent/caep/event-type/session-revoked': { initiating_entity: 'user' },
        'https://signoff.dev/event/sign-out-confirmed': {
          deviceId: laptop.id,
          sessionId: laptop.sessionId,
          signature: 'verified',
        },
      },
    })
    expect(claims).not.toHaveProperty('sub')
    expect(claims).not.toHaveProperty('exp')
    expect((await http.get<string>(`/api/v1/sign-outs/${id}/receipt`, { token: phone.token })).body).toBe(receipt.body)
  })
})
