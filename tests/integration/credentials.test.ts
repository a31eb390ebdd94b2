import { afterAll, describe, expect, it } from 'vitest'
import { type Problem } from '#tests/support/api.ts'
import { appCode, setUpApp } from '#tests/support/authenticator.ts'
import { PASSWORD, type TestMember } from '#tests/support/company.ts'
import { createKey } from '#tests/support/keys.ts'
import { linkIn, startMailServer } from '#tests/support/mail-server.ts'
import { testPasskey } from '#tests/support/passkey.ts'
import { servedCompany } from '#tests/support/served-company.ts'
import { owner } from '#tests/support/server.ts'
import { deviceClaimOf, type SignedIn, type TestDevice } from '#tests/support/test-device.ts'

const mail = await startMailServer()
afterAll(() => mail.close())
const { server, firm, http } = await servedCompany({
  env: { SMTP_URL: mail.url, MAIL_FROM: 'Signoff <signoff@example.com>' },
})

const NEW = 'another long and dull sentence'
const at = (device: TestDevice) => ({ token: device.token })
const advance = (minutes: number) => http.post('/api/test/clock', { advanceMs: minutes * 60_000 })

async function comeIn(who: { email: string; password: string }, more: Record<string, unknown> = {}) {
  const device = deviceClaimOf(await createKey())
  return http.post<SignedIn & Problem>('/api/v1/sign-in', { ...who, device, ...more })
}
async function member(name: string): Promise<{ who: TestMember; device: TestDevice }> {
  const who = await firm.member(name)
  return { who, device: await firm.device(who, { name: `${name}’s laptop` }) }
}

describe('changing the password', () => {
  it('[SE1] needs the present one, ends the other sessions by sign-outs in the same commit, and is told by mail', async () => {
    const { who, device } = await member('李娜')
    const phone = await firm.device(who, { kind: 'phone', os: 'ios', name: 'iPhone' })
    const wrong = await http.post('/api/v1/password', { current: 'not it', password: NEW }, at(device))
    expect(wrong).toMatchObject({ status: 403, body: { code: 'bad_credentials' } })
    const weak = await http.post('/api/v1/password', { current: PASSWORD, password: 'password' }, at(device))
    expect(weak).toMatchObject({ status: 422, body: { code: 'weak_password' } })
    const ask = { current: PASSWORD, password: NEW, signOutOthers: true }
    const changed = await http.post<{ batchId: string; signedOut: number }>('/api/v1/password', ask, at(device))
    expect(changed).toMatchObject({ status: 200, body: { signedOut: 1 } })
    expect((await http.get('/api/v1/me', at(phone))).body.code).toBe('session_ended')
    expect((await http.get('/api/v1/me', at(device))).status).toBe(200)
    await phone.confirm(await phone.order())
    const batch = await http.get<{ signOuts: { state: string }[] }>(
      `/api/v1/batches/${changed.body.batchId}`,
      at(device),
    )
    expect(batch.body.signOuts.map(({ state }) => state)).toEqual(['confirmed'])
    expect((await comeIn(who)).status).toBe(401)
    expect((await comeIn({ ...who, password: NEW })).status).toBe(201)
    expect((await mail.next(who.email, 'Your password was changed')).text).toContain('李娜’s laptop')
  })
})

describe('a forgotten password', () => {
  it('[SE2] the answer is the same for any address; the link works once, for ten minutes, and ends what is asked', async () => {
    const { who, device } = await member('Otto')
    const forgot = (email: string) => http.post('/api/v1/password/forgot', { email })
    const [known, unknown] = [await forgot(who.email), await forgot('nobody@example.com')]
    expect([known.status, known.body]).toEqual([unknown.status, unknown.body])
    expect(known.status).toBe(202)
    const letter = await mail.next(who.email, 'Choose a new password')
    const token = linkIn(letter, '/sign-in/reset').split('#token=')[1] ?? ''
    const reset = (body: Record<string, unknown>) => http.post('/api/v1/password/reset', { token, ...body })
    expect((await reset({ password: 'password' })).body.code).toBe('weak_password')
    expect(await reset({ password: NEW, signOutAll: true })).toMatchObject({ status: 200, body: { signedOut: 1 } })
    expect(await reset({ password: NEW })).toMatchObject({ status: 404, body: { code: 'reset_invalid' } })
    expect((await http.get('/api/v1/me', at(device))).body.code).toBe('session_ended')
    expect((await comeIn({ ...who, password: NEW })).status).toBe(201)
    await mail.next(who.email, 'Your password was reset')
    expect(server.output).not.toContain(token)
    expect(mail.letters.some(({ to }) => to === 'nobody@example.com')).toBe(false)

    await forgot(who.email)
    const late = linkIn(await mail.next(who.email, 'Choose a new password'), '/sign-in/reset').split('#token=')[1]
    await advance(11)
    expect((await http.post('/api/v1/password/reset', { token: late, password: NEW })).status).toBe(404)
  })
})

describe('an authenticator app', () => {
  it('[SE3] from then on the password alone does not sign in, nor does a code that was used', async () => {
    const { who, device } = await member('Pia')
    const { secret, recoveryCodes } = await setUpApp(http, device.token)
    expect(recoveryCodes).toHaveLength(10)
    await mail.next(who.email, 'authenticator app was set up')
    const code = await appCode(http, secret)
    expect(await comeIn(who)).toMatchObject({
      status: 422,
      body: { code: 'second_factor_required', factors: ['authenticator', 'recovery-code'] },
    })
    expect((await comeIn({ ...who, password: 'wrong' }, { code })).body.code).toBe('bad_credentials')
    expect((await comeIn(who, { code: '000000' })).body.code).toBe('bad_code')
    expect((await comeIn(who, { code })).status).toBe(201)
    expect((await comeIn(who, { code })).body.code).toBe('bad_code')
    expect((await comeIn(who, { code: await appCode(http, secret, -1) })).body.code).toBe('bad_code')
    const [recovery = ''] = recoveryCodes
    expect((await comeIn(who, { code: recovery.toLowerCase() })).status).toBe(201)
    expect((await comeIn(who, { code: recovery })).body.code).toBe('bad_code')
    await mail.next(who.email, 'recovery code was used')
    const other = await member('Quentin')
    await setUpApp(http, other.device.token)
    expect((await comeIn(other.who, { code: recoveryCodes[1] ?? '' })).body.code).toBe('bad_code')
    expect(server.output).not.toContain(secret)
  })

  it('[SE6] a code that was used up while the limit was in the way is stood for by a pass, for this member alone', async () => {
    const { who, device } = await member('Rosa')
    for (const name of ['2', '3', '4', '5']) await firm.device(who, { name })
    const { secret } = await setUpApp(http, device.token)
    const full = await comeIn(who, { code: await appCode(http, secret) })
    expect(full).toMatchObject({ status: 409, body: { code: 'device_limit' } })
    const pass = String(full.body['pass'])
    const other = await member('Sven')
    await setUpApp(http, other.device.token)
    expect((await comeIn(other.who, { pass })).body.code).toBe('second_factor_required')
    expect((await comeIn(who, { pass, replace: device.sessionId })).status).toBe(201)
    expect((await comeIn(who, { pass })).body.code).toBe('second_factor_required')
  })

  it('[SE7] steps up with a code and not with the password alone; ten wrong codes stop right ones too', async () => {
    const { device } = await member('Tom')
    const { secret } = await setUpApp(http, device.token)
    const stepUp = (body: Record<string, unknown>) => http.post('/api/v1/step-up', body, at(device))
    expect((await stepUp({ password: PASSWORD })).body.code).toBe('second_factor_required')
    expect((await stepUp({ code: await appCode(http, secret) })).status).toBe(204)
    expect(await stepUp({ code: await appCode(http, secret) })).toMatchObject({
      status: 403,
      body: { code: 'bad_code' },
    })
    for (let i = 0; i < 9; i += 1) expect((await stepUp({ code: '111111' })).body.code).toBe('bad_code')
    expect((await stepUp({ code: await appCode(http, secret, 1) })).status).toBe(429)
    expect((await stepUp({})).status).toBe(422)
  })

  it('[SE3] is not replaced or removed without a step-up, and its codes go with it', async () => {
    const { who, device } = await member('Uma')
    const { secret } = await setUpApp(http, device.token)
    expect((await http.post('/api/v1/authenticator', {}, at(device))).body.code).toBe('wrong_state')
    await advance(6)
    expect((await http.post('/api/v1/authenticator/remove', {}, at(device))).body.code).toBe('step_up_required')
    expect((await http.post('/api/v1/recovery-codes', {}, at(device))).body.code).toBe('step_up_required')
    await http.post('/api/v1/step-up', { code: await appCode(http, secret) }, at(device))
    const renewed = await http.post<{ recoveryCodes: string[] }>('/api/v1/recovery-codes', {}, at(device))
    expect(renewed.body.recoveryCodes).toHaveLength(10)
    expect((await http.post('/api/v1/authenticator/remove', {}, at(device))).status).toBe(204)
    expect((await comeIn(who)).status).toBe(201)
    expect((await http.get<{ authenticator: null }>('/api/v1/credentials', at(device))).body.authenticator).toBeNull()
  })

  it('[SE8] the policy wants one of administrators: without it they administer nothing', async () => {
    await http.post('/api/v1/step-up', { password: owner.password }, at(firm.owner))
    const boss = await firm.device(await firm.member('Vera', { roles: ['admin'] }))
    const plain = (await member('Will')).device
    const policy = await http.get<Record<string, unknown>>('/api/v1/admin/policy', at(boss))
    const put = (value: unknown, tag: string) => {
      const { adminAuthenticator: _, ...older } = policy.body
      const body = value === undefined ? older : { ...older, adminAuthenticator: value }
      return http.put<Record<string, unknown>>('/api/v1/admin/policy', body, {
        ...at(boss),
        headers: { 'if-match': tag },
      })
    }
    const on = await put(true, policy.headers.get('etag') ?? '')
    expect(on.body['adminAuthenticator']).toBe(true)
    const refused = await http.get('/api/v1/admin/members', at(boss))
    expect(refused).toMatchObject({ status: 403, body: { code: 'second_factor_missing' } })
    expect((await http.get('/api/v1/admin/members', at(plain))).body.code).toBe('forbidden')
    expect((await http.get('/api/v1/devices', at(boss))).status).toBe(200)
    await setUpApp(http, boss.token)
    expect((await http.post('/api/v1/authenticator/remove', {}, at(boss))).body.code).toBe('second_factor_missing')
    const older = await put(undefined, on.headers.get('etag') ?? '')
    expect(older.body['adminAuthenticator']).toBe(true)
    await put(false, older.headers.get('etag') ?? '')
    expect((await http.get('/api/v1/admin/members', at(firm.owner))).status).toBe(200)
  })
})

describe('passkeys', () => {
  const origin = () => server.url.replace('127.0.0.1', 'localhost')
  const options = async (device: TestDevice, purpose: 'add' | 'step-up') =>
    (await http.post<{ challenge: string }>('/api/v1/passkeys/options', { for: purpose }, at(device))).body
  const add = async (device: TestDevice, passkey: unknown) =>
    http.post<{ id: string; name: string }>('/api/v1/passkeys', { passkey, name: 'Key' }, at(device))

  it('[SE10] are made over a challenge of one’s own, once, on this site, by somebody who is there', async () => {
    const { who, device } = await member('Xenia')
    const key = testPasskey(origin())
    const first = await options(device, 'add')
    const stranger = (await member('Yuri')).device
    expect((await add(stranger, key.creation(first))).status).toBe(422)
    expect((await add(device, key.creation(first))).status).toBe(422) // a look at it has used it up
    for (const lies of [
      { origin: 'https://evil.example' },
      { rpId: 'evil.example' },
      { type: 'webauthn.get' },
      { unverified: true },
    ])
      expect([lies, (await add(device, key.creation(await options(device, 'add'), lies))).status]).toEqual([lies, 422])
    const made = await options(device, 'add')
    expect(await add(device, key.creation(made))).toMatchObject({ status: 201, body: { name: 'Key' } })
    expect((await add(device, key.creation(made))).status).toBe(422)
    expect((await add(stranger, key.creation(await options(stranger, 'add')))).status).toBe(422)
    await mail.next(who.email, 'passkey was added')
    await advance(6)
    expect((await http.post('/api/v1/passkeys/options', { for: 'add' }, at(device))).body.code).toBe('step_up_required')
  })

  it('[SE11] step up by a signature over a fresh challenge; a copy, a replay and another’s key do not', async () => {
    const { device } = await member('Zoe')
    const key = testPasskey(origin())
    const { id } = (await add(device, key.creation(await options(device, 'add')))).body
    await advance(6)
    const stepUp = (passkey: unknown, by = device) => http.post('/api/v1/step-up', { passkey }, at(by))
    const asked = await options(device, 'step-up')
    const signed = key.assertion(asked)
    expect((await stepUp(signed)).status).toBe(204)
    expect((await stepUp(signed)).body.code).toBe('passkey_refused')
    expect((await stepUp(key.assertion(await options(device, 'step-up'), { counter: 1 }))).status).toBe(422)
    expect((await stepUp(key.assertion(await options(device, 'step-up'), { userHandle: 'mem_x' }))).status).toBe(422)
    const stranger = (await member('Abe')).device
    expect((await stepUp(key.assertion(await options(stranger, 'step-up')), stranger)).status).toBe(422)
    const sent = { name: 'Mine' }
    for (const path of [`/api/v1/passkeys/${id}`, '/api/v1/passkeys/pky_x'])
      expect([path, (await http.patch(path, sent, at(stranger))).body.code]).toEqual([path, 'not_found'])
    expect((await http.post(`/api/v1/passkeys/${id}/remove`, {}, at(stranger))).status).toBe(404)
    expect((await http.patch(`/api/v1/passkeys/${id}`, sent, at(device))).status).toBe(200)
    expect((await http.post(`/api/v1/passkeys/${id}/remove`, {}, at(device))).status).toBe(204)
    expect((await stepUp(key.assertion(await options(device, 'step-up')))).status).toBe(422)
  })
})

it('[SE12] nobody is enrolled who has not arrived: not with a bearer, not with a session’s cookie', async () => {
  const { device } = await member('Bea')
  const body = { device: deviceClaimOf(await createKey()) }
  expect((await http.post('/api/v1/device/enrol', body)).status).toBe(401)
  expect((await http.post('/api/v1/device/enrol', body, at(device))).status).toBe(401)
  const cookie = { headers: { cookie: 'signoff.arrival=forged', origin: server.url } }
  expect((await http.post('/api/v1/device/enrol', body, cookie)).status).toBe(401)
})
