import { describe, expect, it } from 'vitest'
import { type Problem } from '#tests/support/api.ts'
import { PASSWORD } from '#tests/support/company.ts'
import { createKey } from '#tests/support/keys.ts'
import { servedCompany } from '#tests/support/served-company.ts'
import { deviceClaimOf, type Credentials, type SignedIn } from '#tests/support/test-device.ts'

/** Signing in, the proof of a key, the limits (protocol.md, parts 2 and 3). */
const TEXT: unknown = expect.any(String)
const { server, firm, http } = await servedCompany()

const signIn = (who: Credentials, device: Record<string, unknown>, more: Record<string, unknown> = {}) =>
  http.post<SignedIn & Problem>('/api/v1/sign-in', { ...who, device, ...more })

describe('a device is its key', () => {
  it('a key that the member has proves itself over a fresh challenge, keeps session and place, and replaces the token', async () => {
    const who = await firm.member('李娜')
    const device = await firm.device(who)
    const asked = await signIn(who, device.claim)
    expect(asked).toMatchObject({ status: 422, body: { code: 'proof_required', challenge: TEXT } })
    const challenge = String(asked.body['challenge'])
    for (const proof of [
      await (await createKey()).sign(challenge),
      await device.key.sign(`${challenge}x`),
      'x',
      'a.b.c',
    ])
      expect((await signIn(who, device.claim, { proof })).body.code).toBe('proof_required')
    const before = device.sessionId
    const again = await device.signInAgain()
    expect(again.session.id).toBe(before)
    expect(again.device.id).toBe(device.id)
    const stale = await firm.device(who) // another key is another device
    expect(stale.id).not.toBe(device.id)
  })

  it('a challenge is used once', async () => {
    const who = await firm.member('陈宇')
    const device = await firm.device(who)
    const proof = await device.key.sign(String((await signIn(who, device.claim)).body['challenge']))
    const old = device.token
    expect((await signIn(who, device.claim, { proof })).status).toBe(201)
    expect((await signIn(who, device.claim, { proof })).body.code).toBe('proof_required')
    expect(await http.get('/api/v1/me', { token: old })).toMatchObject({
      status: 401,
      body: { code: 'token_replaced' },
    })
  })

  it('an Ed25519 key will do, a private one or another curve is refused', async () => {
    const who = await firm.member('赵敏')
    const key = await createKey('EdDSA')
    expect((await signIn(who, deviceClaimOf(key))).status).toBe(201)
    for (const publicKey of [
      { ...key.publicKey, crv: 'X25519' },
      { kty: 'RSA', n: 'AQAB', e: 'AQAB' },
      { kty: 'oct', k: 'AQAB' },
    ])
      expect((await signIn(who, deviceClaimOf(key, { publicKey }))).status).toBe(422)
  })
})

describe('the five places', () => {
  it('[E3] twenty at once with four active: one gets in, the rest see the devices', async () => {
    const who = await firm.member('周杰')
    for (const name of ['one', 'two', 'three', 'four']) await firm.device(who, { name })
    const keys = await Promise.all(Array.from({ length: 20 }, () => createKey()))
    const answers = await Promise.all(keys.map((key) => signIn(who, deviceClaimOf(key))))
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
    for (const { status, body } of answers.filter((answer) => answer.status !== 201)) {
      expect([status, body.code, body['limit']]).toEqual([409, 'device_limit', 5])
      expect(body['sessions']).toHaveLength(5)
    }
  })

  it('`replace` ends the one that was named and takes its place in one commit', async () => {
    const who = await firm.member('吴倩')
    const devices = []
    for (const name of ['a', 'b', 'c', 'd', 'e']) devices.push(await firm.device(who, { name }))
    const stranger = await firm.device(await firm.member('other'))
    const claim = deviceClaimOf(await createKey())
    expect((await signIn(who, claim, { replace: stranger.sessionId })).body.code).toBe('device_limit')
    const came = await signIn(who, claim, { replace: devices[0]?.sessionId })
    expect(came.status).toBe(201)
    expect(await http.get('/api/v1/me', { token: devices[0]?.token ?? '' })).toMatchObject({
      status: 401,
      body: { code: 'session_ended' },
    })
    const list = await http.get<{ used: number; limit: number }>('/api/v1/devices', { token: came.body.token })
    expect(list.body).toMatchObject({ used: 5, limit: 5 })
  })
})

describe('failures', () => {
  it('[F17] unknown and wrong answer in the same words', async () => {
    const who = await firm.member('孙丽')
    const claim = deviceClaimOf(await createKey())
    const wrong = await signIn({ ...who, password: 'not this one' }, claim)
    const unknown = await signIn({ email: 'nobody@example.com', password: 'not this one' }, claim)
    expect(wrong.status).toBe(401)
    expect(wrong.body).toEqual(unknown.body)
  })

  it('[F17] neither can be told by its time', async () => {
    const who = await firm.member('timed')
    const claim = deviceClaimOf(await createKey())
    const timed = async (email: string, round: number) => {
      const start = performance.now()
      await http.post('/api/v1/sign-in', { email, password: `wrong ${round}`, device: claim })
      return performance.now() - start
    }
    const known: number[] = []
    const unknown: number[] = []
    for (let round = 0; round < 9; round++) {
      known.push(await timed(who.email, round))
      unknown.push(await timed(`nobody-${round}@example.com`, round))
    }
    const median = (times: number[]) => times.sort((a, b) => a - b)[4] ?? 0
    // argon2id is most of it; without it, an unknown account would answer many times faster.
    expect(median(unknown)).toBeGreaterThan(median(known) / 2)
    expect(median(known)).toBeGreaterThan(median(unknown) / 2)
  })

  it('ten wrong passwords for one account from here are enough; the right one still gets in, and others are not locked out', async () => {
    const who = await firm.member('郑凯')
    const device = await firm.device(who)
    const claim = deviceClaimOf(await createKey())
    const wrong = () => signIn({ ...who, password: 'not this one' }, claim)
    for (let i = 0; i < 10; i++) expect((await wrong()).status).toBe(401)
    const limited = await wrong()
    expect(limited).toMatchObject({ status: 429, body: { code: 'rate_limited' } })
    expect(Number(limited.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await http.get('/api/v1/me', { token: device.token })).status).toBe(200)
    expect((await signIn(who, claim)).status).toBe(201)
  })

  it('a step-up asks for the password again: 204, or 403 that is counted', async () => {
    const who = await firm.member('冯雪')
    const device = await firm.device(who)
    expect(await http.post('/api/v1/step-up', { password: 'wrong' }, { token: device.token })).toMatchObject({
      status: 403,
      body: { code: 'bad_credentials' },
    })
    expect((await http.post('/api/v1/step-up', { password: PASSWORD }, { token: device.token })).status).toBe(204)
  })

  it('an invitation is taken up once, with a password that is not among the most used', async () => {
    const made = await http.post<{ invitation: { token: string; url: string } }>(
      '/api/v1/admin/members',
      { name: '何静', email: 'he.jing@example.com' },
      { token: firm.owner.token },
    )
    const { token, url } = made.body.invitation
    expect(url).toContain('#')
    const accept = (password: string) => http.post('/api/v1/invitations/accept', { token, password })
    for (const password of ['short', 'password1', 'x'.repeat(129)])
      expect(await accept(password)).toMatchObject({ status: 422, body: { code: 'weak_password' } })
    expect((await accept(PASSWORD)).status).toBe(201)
    expect(await accept(PASSWORD)).toMatchObject({ status: 404, body: { code: 'invitation_invalid' } })
  })
})

it('[G9] a device name is one line of text, whatever it is made of', async () => {
  const who = await firm.member('韩梅')
  const name = 'a\n{"level":60,"msg":"forged"}\u001b[31m\u202eevil =cmd() <img src=x onerror=alert(1)>'
  const came = await signIn(who, deviceClaimOf(await createKey(), { name }))
  expect(came.body.device.name).not.toMatch(/[\n\u001b\u202e]/)
  expect(server.logs.some((line) => line.msg === 'forged')).toBe(false)
})
