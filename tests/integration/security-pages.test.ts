import { readFile } from 'node:fs/promises'
import { beforeAll, describe, expect, it } from 'vitest'
import { addMember, servedOwner, signOut } from '#tests/faults/scene.ts'
import { api } from '#tests/support/api.ts'
import { owner } from '#tests/support/server.ts'
import { signInDevice } from '#tests/support/test-device.ts'
import { rawRequest, signInWeb, type WebSession } from '#tests/support/web-session.ts'
import { count } from '#tests/faults/counts.ts'

/** The pages, as one meets them whose access has ended (quality.md, F1, F5, F7, E6). Needs a build; `npm test` makes one first. */
/** The name of another of the member's devices: nobody whose access has ended may read it. */
const MARK = 'Zeppelin Seven'
const { server, phone } = await servedOwner({ pages: true })
await signInDevice(server.url, owner, { name: MARK })

const sameSite = (cookie: string) => ({ cookie, 'sec-fetch-site': 'same-origin' })
const meBy = ({ cookie }: WebSession) =>
  api(server.url).get<{ session: { id: string }; member: { id: string }; code?: string }>('/api/v1/me', {
    headers: sameSite(cookie),
  })

async function endedBrowser(): Promise<WebSession & { sessionId: string }> {
  const web = await signInWeb(server.url, owner)
  const { body } = await meBy(web)
  expect((await signOut(phone, { sessions: [body.session.id] })).status).toBe(202)
  return { ...web, sessionId: body.session.id }
}

it('shows the mark to who is signed in: what follows looks for something', async () => {
  const { cookie } = await signInWeb(server.url, owner)
  const shown = await rawRequest(server.url, '/devices', { accept: 'text/html', cookie })
  expect(shown.status).toBe(200)
  expect(shown.body).toContain(MARK)
})

it('[AC12] an address of nothing, or of somebody else’s, is a 404 and not a page that says so with 200', async () => {
  const { cookie } = await signInWeb(server.url, owner)
  const member = await signInWeb(server.url, await addMember(phone, 'Nobody special'))
  const status = async (path: string, who: string) =>
    (await rawRequest(server.url, path, { accept: 'text/html', cookie: who })).status
  const nothing = ['devices', 'sign-outs', 'approvals', 'hand-overs', 'admin/members', 'admin/exits', 'guide']
  for (const path of nothing) expect([path, await status(`/${path}/unknown`, cookie)]).toEqual([path, 404])
  for (const path of [`devices/${phone.id}`, `devices/${phone.id}/mac`, 'admin/live', 'admin/members', 'admin/policy'])
    expect([path, await status(`/${path}`, member.cookie)]).toEqual([path, 404])
  expect(await status(`/devices/${phone.id}`, cookie)).toBe(200)
})

it('[AC12] so is a room of the administrators to one of them who has no right to it', async () => {
  const rooms = ['live', 'members', 'devices', 'insights', 'exits', 'handover', 'apps', 'audit', 'policy', 'deregister']
  const closed = async (name: string, role: string) => {
    const { cookie } = await signInWeb(server.url, await addMember(phone, name, [role]))
    const status = async (room: string) =>
      (await rawRequest(server.url, `/admin/${room}`, { accept: 'text/html', cookie })).status
    const seen = await Promise.all(rooms.map(async (room) => [room, await status(room)] as const))
    expect(seen.every(([, answer]) => answer === 200 || answer === 404)).toBe(true)
    return seen.filter(([, answer]) => answer === 404).map(([room]) => room)
  }
  expect(await closed('Hanna of HR', 'hr')).toEqual(['live', 'devices', 'insights', 'audit', 'policy', 'deregister'])
  expect(await closed('Adam the admin', 'admin')).toEqual(['deregister'])
})

it('[AC13] nobody’s browser is led to the sign-in and back before a page is drawn', async () => {
  const { status, headers } = await rawRequest(server.url, '/devices?from=mail', { accept: 'text/html' })
  expect([status, headers.location]).toEqual([307, '/sign-in?next=%2Fdevices%3Ffrom%3Dmail'])
})

describe('[F1] a cookie that was there before signing in', () => {
  it('is replaced by a new one, and never stands for who signed in', async () => {
    const attacker = await signInWeb(server.url, await addMember(phone, 'Mallory'))
    const before = (await meBy(attacker)).body
    const victim = await signInWeb(server.url, owner, attacker.cookie)
    expect(victim.cookie).not.toBe(attacker.cookie)
    const seen = await meBy(victim)
    expect(seen.body.member.id).toBe(phone.memberId)
    expect(seen.body.session.id).not.toBe(before.session.id)
    expect((await meBy(attacker)).body).toMatchObject({ member: { id: before.member.id } })
    const madeUp = await signInWeb(server.url, owner, 'signoff.session=chosen-by-somebody-else')
    expect(madeUp.cookie).not.toContain('chosen')
    expect((await meBy({ ...madeUp, cookie: 'signoff.session=chosen-by-somebody-else' })).status).toBe(401)
  })
})

/** Open to anyone: a browser whose access has ended must be able to sign in again. */
const OPEN =
  /^\/(sign-in|setup|link|l|docs)(\/|$)|^\/api\/|^\/(apple-)?icon|^\/offline$|^\/favicon|^\/manifest|^\/_|^\/agent|^\/signed-out$/

describe('[F5] after the sign-out, the browser’s own cookie', () => {
  let browser: Awaited<ReturnType<typeof endedBrowser>>
  let pages: string[]
  let build: string
  beforeAll(async () => {
    browser = await endedBrowser()
    const manifest = JSON.parse(await readFile('.next/app-path-routes-manifest.json', 'utf8')) as Record<string, string>
    build = (await readFile('.next/BUILD_ID', 'utf8')).trim()
    pages = [...new Set(Object.values(manifest))].map((path) => path.replaceAll(/\[[^\]]+\]/g, phone.id))
  })

  /** Every way that Next has to give a page's content out. */
  const variants = (path: string): [string, Record<string, string>][] => {
    const file = path === '/' ? '/index' : path
    return [
      [path, { accept: 'text/html' }],
      [path, { rsc: '1' }],
      [`${path}?_rsc=1abcd`, { rsc: '1' }],
      [`${path}?_rsc=1abcd`, {}],
      [`${file}.rsc`, {}],
      [`${file}.txt`, {}],
      [`${path}`, { rsc: '1', 'next-router-prefetch': '1', 'next-router-segment-prefetch': '/_tree' }],
      [`${file}.segments/_tree.segment.rsc`, {}],
      [`${file}.segments/__PAGE__.segment.rsc`, { rsc: '1', 'next-router-segment-prefetch': '/__PAGE__' }],
      [`/_next/data/${build}${file}.json`, {}],
      [`${path}`, { 'next-action': '0'.repeat(40), 'x-nextjs-data': '1' }],
    ]
  }

  it('gets 401 from every page in every form, or nothing at all', async () => {
    const guarded = pages.filter((path) => !OPEN.test(path))
    expect(guarded).toEqual(expect.arrayContaining(['/', '/devices', '/approvals', `/devices/${phone.id}`]))
    for (const path of guarded)
      for (const [variant, headers] of variants(path)) {
        const { status, body } = await rawRequest(server.url, variant, { ...headers, cookie: browser.cookie })
        const what = `${variant} ${JSON.stringify(headers)}`
        expect([401, 404], what).toContain(status)
        expect(body, what).not.toContain(MARK)
        if (!variant.startsWith('/_next/')) expect(status, what).toBe(401)
      }
  }, 120_000)

  it('finds nothing of the member on the open pages either', async () => {
    for (const path of pages.filter((page) => OPEN.test(page) && !page.startsWith('/api/')))
      for (const [variant, headers] of variants(path)) {
        const { body } = await rawRequest(server.url, variant, { ...headers, cookie: browser.cookie })
        expect(body, variant).not.toContain(MARK)
        expect(body, variant).not.toContain(owner.email)
      }
  }, 120_000)

  it('opens nothing through a path that is written in another way', async () => {
    const twisted = [
      '//devices',
      '/./devices',
      '/x/../devices',
      '/_next/../devices',
      '/_next/%2e%2e/devices',
      '/_next/static/..%2f..%2fdevices',
      '/icon/../devices',
      '/favicon/%2e%2e/devices',
      '/sign-in/../devices',
      '/link/%2e%2e/devices',
      '/%64evices',
      '/devices/',
      '/devices%2f',
      '/DEVICES',
      '/devices;a=b',
      '/devices\\',
      'http://evil.example/devices',
    ]
    for (const path of twisted)
      for (const headers of [
        { accept: 'text/html' },
        { rsc: '1' },
        { 'x-middleware-subrequest': 'middleware:middleware' },
      ]) {
        const sent = { ...headers, cookie: browser.cookie }
        const { status, body } = await rawRequest(server.url, path, sent as Record<string, string>)
        expect(body, `${path} answered ${status}`).not.toContain(MARK)
        expect(status, path).not.toBe(200)
      }
  })

  it('has no way around the gate by headers that were meant for Next’s own use (F7)', async () => {
    for (const name of [
      'x-middleware-subrequest',
      'x-middleware-rewrite',
      'x-nextjs-rewrite',
      'x-invoke-path',
      'x-matched-path',
      'x-forwarded-host',
      'x-original-url',
    ])
      for (const value of [
        'middleware',
        'middleware:middleware:middleware:middleware:middleware',
        '/devices',
        '/sign-in',
      ]) {
        const { status, body } = await rawRequest(server.url, '/devices', { [name]: value, cookie: browser.cookie })
        expect([name, status]).toEqual([name, 401])
        expect(body).not.toContain(MARK)
      }
  })

  it('gets no new cookie from next-auth’s own routes', async () => {
    for (const path of [
      '/api/auth/session',
      '/api/auth/signout',
      '/api/auth/signin',
      '/api/auth/providers',
      '/api/auth/csrf',
    ])
      for (const method of ['GET', 'POST']) {
        const { headers } = await rawRequest(server.url, path, { cookie: browser.cookie, origin: server.url }, method)
        expect(String(headers['set-cookie'] ?? ''), `${method} ${path}`).not.toContain('signoff.session=')
      }
  })
})

it('[F7] without a cookie no page shows anybody’s data, whatever its form', async () => {
  for (const path of ['/devices', '/devices.rsc', '/devices?_rsc=1', '//devices', '/settings', '/approvals.rsc']) {
    const { body } = await rawRequest(server.url, path, { rsc: '1' })
    expect(body, path).not.toContain(MARK)
  }
})

it('[E6] no page that is asked for after the sign-out succeeds, and none sets the cookie again', async () => {
  for (let round = 0; round < count(60); round += 1) {
    const web = await signInWeb(server.url, owner)
    const sessionId = (await meBy(web)).body.session.id
    const ask = () => rawRequest(server.url, '/devices', { rsc: '1', cookie: web.cookie })
    const early = Array.from({ length: 10 }, ask)
    expect((await signOut(phone, { sessions: [sessionId] })).status).toBe(202)
    const late = await Promise.all(Array.from({ length: 10 }, ask))
    for (const { status } of late) expect(status).toBe(401)
    for (const { headers } of [...late, ...(await Promise.all(early))])
      expect(String(headers['set-cookie'] ?? '')).not.toContain('signoff.session=')
    expect(await meBy(web)).toMatchObject({ status: 401, body: { code: 'session_ended' } })
  }
})

it('[F4] a copied cookie alone signs in no device, confirms nothing, and takes no step up', async () => {
  const web = await signInWeb(server.url, owner)
  const copied = { headers: sameSite(web.cookie) }
  const thief = await signInDevice(server.url, await addMember(phone, 'Thief'))
  const http = api(server.url)
  const asWeb = await http.post('/api/v1/sign-in', {
    ...owner,
    device: { ...thief.claim, publicKey: web.key.publicKey },
  })
  expect([asWeb.status, asWeb.body.code]).toEqual([422, 'proof_required'])
  expect((await http.post('/api/v1/step-up', { password: 'a guess' }, copied)).status).toBe(403)
  const { session } = (await meBy(web)).body
  const asked = await signOut(phone, { sessions: [session.id] })
  const signOutId = asked.body.signOuts[0]?.id ?? ''
  const jws = await thief.key.sign({ iss: 'dev_x', jti: '1', iat: 1, signOutId, nonce: 'x', result: 'done' })
  expect((await http.post('/api/v1/device/confirmations', { jws }, copied)).status).toBe(422)
  expect((await http.get('/api/v1/devices', copied)).body.code).toBe('session_ended')
})
