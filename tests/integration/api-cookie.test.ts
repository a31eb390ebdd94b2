import { encode } from 'next-auth/jwt'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { derive } from '#server/config/config.ts'
import { servedCompany } from '#tests/support/served-company.ts'
import type { TestDevice } from '#tests/support/test-device.ts'

/** A browser's cookie wherever a bearer could stand, on a secure origin (protocol.md, part 2). */
const ORIGIN = 'https://signoff.example'
const { server, firm, http } = await servedCompany({ env: { SIGNOFF_URL: ORIGIN, SIGNOFF_TEST_CLOCK: '' } })

/** The cookie as next-auth seals it. */
async function cookieOf({ token }: TestDevice): Promise<string> {
  const secret = Buffer.from((await readFile(join(server.dataDir, 'secret'), 'utf8')).trim(), 'base64')
  const sealed = await encode({ token: { token }, secret: derive(secret, 'cookies').toString('base64url') })
  return `theme=dark; __Host-signoff.session=${sealed}`
}

async function browser() {
  const who = await firm.member('李娜')
  const page = await firm.device(who, { kind: 'web', os: 'windows', name: 'Chrome' })
  return { page, other: await firm.device(who, { name: 'Laptop' }), cookie: await cookieOf(page) }
}

describe('[F2] a cookie without Origin', () => {
  it('reads, and changes nothing unless the browser says that the page is ours', async () => {
    const { page, cookie } = await browser()
    const rename = (headers: Record<string, string>) =>
      http.patch(`/api/v1/devices/${page.id}`, { name: 'Mine' }, { headers: { cookie, ...headers } })
    expect((await http.get('/api/v1/me', { headers: { cookie } })).status).toBe(200)
    expect(await rename({})).toMatchObject({ status: 403, body: { code: 'bad_origin' } })
    for (const site of ['cross-site', 'same-site', 'none'])
      expect((await rename({ 'sec-fetch-site': site })).status).toBe(403)
    expect((await rename({ 'sec-fetch-site': 'same-origin' })).status).toBe(200)
    expect((await rename({ origin: ORIGIN })).status).toBe(200)
    expect((await rename({ origin: 'https://signoff.example.evil' })).status).toBe(403)
    expect((await http.get('/api/v1/links/BCDFGHJK', { headers: { cookie } })).body.code).toBe('bad_origin')
  })

  it('a bearer wins over it', async () => {
    const { cookie } = await browser()
    expect((await http.get('/api/v1/me', { token: 'nobody', headers: { cookie } })).status).toBe(401)
  })
})

it('the answer to the confirmation takes the cookie back, our own names only, and empties the HTTP cache; not before', async () => {
  const { page, other, cookie } = await browser()
  await http.post('/api/v1/sign-outs', { sessions: [page.sessionId], confirm: true }, { token: other.token })
  const headers = { cookie, origin: ORIGIN }
  const ended = await http.get('/api/v1/me', { headers })
  expect(ended).toMatchObject({ status: 401, body: { code: 'session_ended' } })
  const order = await page.order()
  const failed = await http.post(
    '/api/v1/device/confirmations',
    { jws: await page.confirmation(order, { result: 'failed' }) },
    { headers },
  )
  for (const answer of [ended, failed]) expect(answer.headers.getSetCookie()).toEqual([])
  const jws = await page.confirmation(order)
  const confirmed = await http.post('/api/v1/device/confirmations', { jws }, { headers })
  expect(confirmed).toMatchObject({ status: 200, body: { state: 'confirmed' } })
  expect(confirmed.headers.get('clear-site-data')).toBe('"cache"')
  const cookies = confirmed.headers.getSetCookie()
  expect(cookies.length).toBeGreaterThan(0)
  for (const line of cookies) expect(line).toMatch(/^__Host-signoff\.\w+=; .*Max-Age=0.*; Secure/)
  expect(await http.post('/api/v1/device/confirmations', { jws }, { headers })).toMatchObject({
    status: 200,
    body: { state: 'confirmed' },
  })
  expect(await http.get('/api/v1/device/log', { headers })).toMatchObject({ status: 401 })
})

it('[C] forwarded addresses count only behind a trusted proxy', async () => {
  const { other } = await browser()
  await http.get('/api/v1/me', { token: other.token, headers: { 'x-forwarded-for': '203.0.113.7' } })
  const list = await http.get<{ devices: { session: { ip: string | null } }[] }>('/api/v1/devices', {
    token: other.token,
  })
  expect(JSON.stringify(list.body)).not.toContain('203.0.113.7')
})
