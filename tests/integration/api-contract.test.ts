import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import type { ErrorCode } from '#domain/errors.ts'
import { problem } from '#protocol/problem.ts'
import { REFUSAL_DATA } from '#protocol/refusals.ts'
import { deviceList } from '#protocol/device.ts'
import { me, signedIn } from '#protocol/sign-in.ts'
import { batchView, signOutAccepted, signOutPage, signOutView } from '#protocol/sign-out.ts'
import { logPart } from '#protocol/device-channel.ts'
import {
  adminDevicePage,
  adminMemberDetail,
  adminMemberPage,
  auditPage,
  verificationsView,
  departmentPage,
  liveView,
} from '#protocol/admin.ts'
import { policyView } from '#protocol/policy.ts'
import { inboxPage, preferenceView } from '#protocol/inbox.ts'
import { activityPage } from '#protocol/activity.ts'
import { dataKeyView, directoryPage } from '#protocol/directory.ts'
import { runDetail, runPage, templateView } from '#protocol/run.ts'
import { keyPage } from '#protocol/key.ts'
import { obligationPage, obligationView } from '#protocol/obligation.ts'
import { insightsView, measuredView } from '#protocol/insights.ts'
import { linkView } from '#protocol/link.ts'
import { api, type Api, type Problem } from '#tests/support/api.ts'
import { beginLink, company, type Company } from '#tests/support/company.ts'
import { createKey } from '#tests/support/keys.ts'
import { runsIn } from '#tests/support/runs.ts'
import { owner, startServer, type TestServer } from '#tests/support/server.ts'
import { deviceClaimOf, type TestDevice } from '#tests/support/test-device.ts'

/** The contract's general part: what every answer has, and that what is documented is what is served (protocol.md, head and part 8). */
let server: TestServer
let firm: Company
let http: Api
let phone: TestDevice
beforeAll(async () => {
  server = await startServer()
  http = api(server.url)
  firm = await company(server.url)
  phone = await firm.device(await firm.member('李娜'), { kind: 'phone', os: 'ios', name: 'iPhone' })
})
afterAll(() => server.dispose())

interface OpenApi {
  openapi: string
  paths: Record<
    string,
    Record<string, { security: unknown[]; responses: Record<string, unknown>; operationId: string }>
  >
  components: { schemas: Record<string, unknown> }
}

describe('the OpenAPI document', () => {
  it('names every schema it refers to, and no operation twice', async () => {
    const { body } = await http.get<OpenApi>('/api/v1/openapi.json')
    expect(body.openapi).toMatch(/^3\.1/)
    const referred = new Set(
      [...JSON.stringify(body).matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name),
    )
    expect([...referred].filter((name) => name !== undefined && !(name in body.components.schemas))).toEqual([])
    const names = Object.values(body.paths).flatMap((path) =>
      Object.values(path).map((operation) => operation.operationId),
    )
    expect(new Set(names).size).toBe(names.length)
  })

  it('answers as documented: what the schemas say is what is served', async () => {
    const laptop = await firm.device(
      { email: 'member-1@example.com', password: 'a long and dull sentence' },
      { name: 'MacBook', os: 'macos' },
    )
    const asked = await phone.http.post<{ batch: { id: string }; signOuts: { id: string }[] }>(
      '/api/v1/sign-outs',
      { sessions: [laptop.sessionId], confirm: true },
      { token: phone.token },
    )
    await laptop.confirm(await laptop.order())
    await phone.http.post('/api/v1/admin/audit/verifications', {}, { token: firm.owner.token })
    const begun = await beginLink(server.url, deviceClaimOf(await createKey()))
    const claim = deviceClaimOf(await createKey())
    const served: [string, z.ZodType, TestDevice][] = [
      ['/api/v1/me', me, phone],
      ['/api/v1/devices', deviceList, phone],
      ['/api/v1/sign-outs?state=confirmed', signOutPage, phone],
      [`/api/v1/sign-outs/${asked.body.signOuts[0]?.id}`, signOutView, phone],
      [`/api/v1/batches/${asked.body.batch.id}`, batchView, phone],
      [`/api/v1/links/${begun.user_code}`, linkView, phone],
      ['/api/v1/device/log', logPart, phone],
      ['/api/v1/device/data-key', dataKeyView, phone],
      ['/api/v1/directory?query=lina', directoryPage, phone],
      ['/api/v1/directory/departments', departmentPage, phone],
      ['/api/v1/activity?kind=sign-ins', activityPage, phone],
      ['/api/v1/measured?table=mobile', measuredView, phone],
      ['/api/v1/inbox', inboxPage, phone],
      ['/api/v1/preferences', preferenceView, phone],
      ['/api/v1/admin/members?query=lina', adminMemberPage, firm.owner],
      [`/api/v1/admin/members/${phone.memberId}`, adminMemberDetail, firm.owner],
      ['/api/v1/admin/departments', departmentPage, firm.owner],
      ['/api/v1/admin/devices', adminDevicePage, firm.owner],
      ['/api/v1/admin/live', liveView, firm.owner],
      ['/api/v1/admin/audit', auditPage, firm.owner],
      ['/api/v1/admin/audit/verifications', verificationsView, firm.owner],
      ['/api/v1/admin/policy', policyView, firm.owner],
      ['/api/v1/admin/insights?days=7', insightsView, firm.owner],
      ...(await leavingServed()),
    ]
    for (const [path, schema, { token }] of served) {
      const answer = await http.get<unknown>(path, { token })
      expect([path, answer.status, schema.safeParse(answer.body).error]).toEqual([path, 200, undefined])
    }
    expect(signOutAccepted.safeParse(asked.body).error).toBeUndefined()
    const came = await http.post<unknown>('/api/v1/sign-in', { ...owner, device: claim })
    expect(signedIn.safeParse(came.body).error).toBeUndefined()
  })
})

/** A run with a hand-over, and what hangs on people. */
async function leavingServed(): Promise<[string, z.ZodType, TestDevice][]> {
  const { owe, start, act, settle } = runsIn(firm)
  const leaver = await firm.member('张三')
  const boss = await firm.device(await firm.member('赵六'))
  const customer = await owe(leaver.id, 'customer')
  await owe(leaver.id, 'scheduled-message', { at: '2031-01-01T00:00:00Z', to: ['a@example.com'], text: 'later' })
  await owe(null, 'bill', { amount: 12.5, currency: 'CNY', due: '2031-01-01' })
  const run = (await start(firm.owner, { kind: 'offboarding', subjectId: leaver.id })).body
  await act(firm.owner, run, 'disable')
  const { items } = (await settle(firm.owner, [customer.id], 'hand-over', (await firm.member('李四')).id)).body
  expect(obligationView.safeParse(items[0]).error).toBeUndefined()
  await act(firm.owner, run, 'hand-over')
  await act(firm.owner, run, 'supervisor', { supervisorId: boss.memberId })
  await firm.owner.http.post(`/api/v1/admin/runs/${run.id}/notes`, { text: 'A note' }, { token: firm.owner.token })
  return [
    ['/api/v1/admin/runs?kind=offboarding&state=running', runPage, firm.owner],
    [`/api/v1/admin/runs/${run.id}`, runDetail, firm.owner],
    ['/api/v1/runs', runPage, boss],
    [`/api/v1/runs/${run.id}`, runDetail, boss],
    ['/api/v1/admin/obligations?limit=200', obligationPage, firm.owner],
    ['/api/v1/obligations', obligationPage, phone],
    ['/api/v1/admin/templates/closing', templateView, firm.owner],
    ['/api/v1/admin/keys', keyPage, firm.owner],
  ]
}

/** What the procedures of leaving refuse with data. */
async function leavingRefused() {
  const { owe, start, act, settle, outcome } = runsIn(firm)
  const { http: owner } = firm.owner
  const token = { token: firm.owner.token }
  const companyName = 'Example Ltd 示例公司'
  const closing = (await start(firm.owner, { kind: 'closing', companyName })).body
  const admin = await firm.device(await firm.member('吴管', { roles: ['admin'] }))
  const [approval, customer] = [await owe(admin.memberId, 'approval'), await owe(admin.memberId, 'customer')]
  const out = { scope: 'all', confirm: true }
  const path = `/api/v1/admin/members/${admin.memberId}`
  const answers = [
    await act(firm.owner, closing, 'close'),
    await act(firm.owner, closing, 'submit'),
    await admin.http.post('/api/v1/sign-outs', out, { token: admin.token }),
  ]
  await owner.post(`${path}/suspend`, { reason: 'So that there is one' }, token)
  answers.push(await owner.post(`${path}/remove`, {}, token), await outcome(firm.owner, customer.id, 'done'))
  await settle(firm.owner, [approval.id], 'transfer', firm.owner.memberId)
  answers.push(await settle(firm.owner, [approval.id], 'transfer', firm.owner.memberId))
  const { steps } = (await owner.get<{ steps: unknown[] }>('/api/v1/admin/templates/closing', token)).body
  answers.push(await owner.put('/api/v1/admin/templates/closing', { version: 9, steps }, token))
  return answers
}

describe('refusals', () => {
  it('bring the data that is documented for their code', async () => {
    const who = { email: 'member-1@example.com', password: 'a long and dull sentence' }
    const brought = [
      await http.post('/api/v1/sign-in', { ...who, device: phone.claim }),
      await http.post('/api/v1/sign-outs', { scope: 'this' }, { token: phone.token }),
      await http.post('/api/v1/admin/sign-outs', { members: [phone.memberId] }, { token: firm.owner.token }),
      await http.get('/api/v1/device/log?cursor=99999', { token: phone.token }),
    ]
    brought.push(...(await leavingRefused()))
    expect(brought.map(({ body }) => body.code)).toEqual([
      'proof_required',
      'confirmation_required',
      'confirmation_required',
      'future_cursor',
      'step_locked',
      'conditions_unmet',
      'duties_open',
      'obligations_open',
      'not_waiting',
      'already_settled',
      'precondition_failed',
    ])
    for (const { body } of brought) {
      expect([body.code, REFUSAL_DATA[body.code as ErrorCode]?.safeParse(body).error]).toEqual([body.code, undefined])
      expect(problem.safeParse(body).error).toBeUndefined()
    }
  })

  it('are problem documents in the language of the caller', async () => {
    const english = await http.get('/api/v1/me')
    expect(english.headers.get('content-type')).toBe('application/problem+json')
    expect(english.body).toMatchObject({
      type: 'about:blank',
      status: 401,
      code: 'unauthenticated',
      title: 'Sign in first',
    })
    for (const [language, title] of [
      ['zh-CN,zh;q=0.9,en;q=0.8', '请先登录'],
      ['fr, en;q=0.5, zh;q=0.9', '请先登录'],
      ['fr', 'Sign in first'],
      ['zh;q=0, en', 'Sign in first'],
    ] as const) {
      const answer = await http.get('/api/v1/me', { headers: { 'accept-language': language } })
      expect([language, answer.body.title]).toEqual([language, title])
    }
  })

  it('are never stored, and neither is any other answer', async () => {
    for (const path of ['/api/v1/me', '/healthz', '/api/v1/nothing', '/.well-known/jwks.json']) {
      const { headers } = await http.get(path)
      expect([path, headers.get('cache-control'), headers.get('x-content-type-options')]).toEqual([
        path,
        'no-store',
        'nosniff',
      ])
    }
  })

  it('name the member of the body that is at fault', async () => {
    const answer = await http.post('/api/v1/sign-in', { email: 7, device: { kind: 'fridge' } })
    expect(answer.status).toBe(422)
    const errors = answer.body['errors'] as { field: string; code: string; detail: string }[]
    expect(errors).toContainEqual({ field: 'email', code: 'wrong_type', detail: 'This has the wrong type.' })
    expect(errors.map((error) => error.field)).toEqual(
      expect.arrayContaining(['password', 'device.kind', 'device.publicKey']),
    )
  })
})

describe('bodies', () => {
  const post = (body: string, headers: Record<string, string> = {}) => http.post('/api/v1/sign-in', body, { headers })

  it.each(['{', '{"a":1,}', 'hello', '{"email":"\\u0000"}'])('[D6] %s is malformed_json', async (body) => {
    expect(await post(body)).toMatchObject({ status: 422, body: { code: 'malformed_json' } })
  })

  it.each(['[]', 'null', '7', '"text"', '{"__proto__":{"email":"a"}}', '{"constructor":{"prototype":{"email":"a"}}}'])(
    '[D6] %s is JSON and not what is asked for',
    async (body) => {
      expect(await post(body)).toMatchObject({ status: 422, body: { code: 'invalid' } })
    },
  )

  it('[G4] over 64 KiB is refused, whether its length is said or not', async () => {
    const large = JSON.stringify({ email: 'a'.repeat(70_000) })
    expect(await post(large)).toMatchObject({ status: 413, body: { code: 'payload_too_large' } })
    const streamed = {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: new Blob([large]).stream(),
      duplex: 'half',
    }
    const response = await fetch(`${server.url}/api/v1/sign-in`, streamed)
    expect(response.status).toBe(413)
  })

  it('that are not JSON are refused, empty ones may say what they like', async () => {
    expect(await post('a=b', { 'content-type': 'text/plain' })).toMatchObject({ status: 415 })
    const empty = await http.post('/api/v1/devices/dev_x/check', undefined, {
      token: phone.token,
      headers: { 'content-type': 'text/plain' },
    })
    expect(empty.status).toBe(404)
  })
})

describe('the order of checks', () => {
  it('401 comes before anything else, also for what does not exist', async () => {
    for (const path of ['/api/v1/sign-outs/out_x/decline', '/api/v1/admin/members', '/api/v1/nothing'])
      expect([path, (await http.post(path, '{')).status]).toEqual([path, 401])
  })

  it('403 of an administrator’s call comes before its body is read', async () => {
    for (const path of ['/api/v1/admin/members', '/api/v1/admin/sign-outs', '/api/v1/admin/members/mem_x/suspend'])
      expect([path, (await http.post(path, '{', { token: phone.token })).body.code]).toEqual([path, 'forbidden'])
  })

  it('404 comes before the body is looked at', async () => {
    for (const path of ['/api/v1/sign-outs/out_x/decline', '/api/v1/links/BCDFGHJK/approve'])
      expect([path, (await http.post(path, '{', { token: phone.token })).status]).toEqual([path, 404])
    expect((await http.patch('/api/v1/devices/dev_x', { name: 7 }, { token: phone.token })).status).toBe(404)
  })

  it('before set-up all is 503 but health and set-up; then one racer founds the company', async () => {
    const empty = await startServer({ empty: true })
    try {
      const fresh = api(empty.url)
      expect(await fresh.get('/api/v1/me')).toMatchObject({ status: 503, body: { code: 'not_set_up' } })
      expect(await fresh.post('/oauth/token', new URLSearchParams())).toMatchObject({
        status: 503,
        body: { error: 'temporarily_unavailable' },
      })
      expect((await fresh.get('/healthz')).status).toBe(200)
      expect(await fresh.get('/api/v1/setup')).toMatchObject({ status: 200, body: { needed: true } })
      const code = /code=([\w-]+)/.exec(empty.output)?.[1] ?? ''
      const body = {
        company: '示例',
        owner: { name: '王磊', email: 'Wang@Example.com', password: 'a long and dull sentence' },
      }
      expect(await fresh.post('/api/v1/setup', { ...body, code: 'wrong' })).toMatchObject({
        status: 403,
        body: { code: 'bad_setup_code' },
      })
      const weak = await fresh.post('/api/v1/setup', { ...body, code, owner: { ...body.owner, password: 'password' } })
      expect(weak).toMatchObject({ status: 422, body: { code: 'weak_password' } })
      const racers = await Promise.all([1, 2].map(() => fresh.post<Problem>('/api/v1/setup', { ...body, code })))
      expect(racers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([201, 409])
      expect(await fresh.get('/api/v1/me')).toMatchObject({ status: 401 })
    } finally {
      await empty.dispose()
    }
  })
})
