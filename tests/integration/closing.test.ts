import { join } from 'node:path'
import { compactVerify, createLocalJWKSet, decodeJwt, type JSONWebKeySet } from 'jose'
import { expect, it } from 'vitest'
import type { RunDetail } from '#protocol/run.ts'
import { type Problem } from '#tests/support/api.ts'
import { servedCompany } from '#tests/support/served-company.ts'
import type { TestDevice } from '#tests/support/test-device.ts'

/** Closing the company, from 30 September 2025 in Shanghai on (protocol.md, part 9; mission.md, part 8). */
const { firm, http } = await servedCompany({
  env: {
    SIGNOFF_TEST_CLOCK: '1',
    SIGNOFF_TEST_DAY: '2025-09-30T02:00:00Z',
    NODE_OPTIONS: `--import=${join(import.meta.dirname, '../support/day.mjs')}`,
  },
})

const as = (device: TestDevice) => ({ token: device.token })
const WHY = 'It has to be so, says the test'
const RUNS = '/api/v1/admin/runs'
const post = (path: string, body: Record<string, unknown> = {}) =>
  http.post<RunDetail & Problem>(`${RUNS}${path}`, body, as(firm.owner))
const states = (run: RunDetail) => Object.fromEntries(run.steps.map(({ id, state }) => [id, state]))
const unmet = ({ conditions }: Problem) =>
  Array.isArray(conditions) ? conditions.filter(({ met }) => !met).map(({ id, state }) => `${id} ${state}`) : []
const pass = async (days: number) => {
  await http.post('/api/test/clock', { advanceMs: days * 24 * 60 * 60_000 })
  await firm.owner.signInAgain()
}
const bill = (externalId: string) =>
  http.post<{ id: string }>(
    '/api/v1/admin/obligations',
    { kind: 'bill', title: 'Payment', source: 'pay', externalId, data: { amount: 320, currency: 'CNY' } },
    as(firm.owner),
  )
const pay = (id: string) => http.post(`/api/v1/admin/obligations/${id}/settle`, { act: 'pay' }, as(firm.owner))

it('[EX32] a company closes by the rules, can come back until the decision, and leaves its record (8.1 to 8.6, I7)', async () => {
  const member = await firm.device(await firm.member('李娜'))
  const admin = await firm.device(await firm.member('吴管', { roles: ['admin'] }))
  const asAdmin = await http.post(RUNS, { kind: 'closing', companyName: 'x' }, as(admin))
  expect([asAdmin.status, asAdmin.body.code]).toEqual([403, 'owner_only'])
  expect((await http.post(RUNS, { kind: 'closing', companyName: 'x' }, as(member))).status).toBe(403)
  expect((await post('', { kind: 'closing', companyName: 'Another' })).body).toMatchObject({
    code: 'invalid',
    errors: [{ field: 'companyName', code: 'mismatch' }],
  })
  const companyName = 'Example Ltd 示例公司'
  const run = (await post('', { kind: 'closing', companyName })).body
  expect(states(run)).toMatchObject({ members: 'open', bills: 'done', backup: 'open', submit: 'locked' })
  expect(unmet((await post(`/${run.id}/steps/submit`)).body)).toEqual(['members unmet', 'backup unmet'])
  for (const { memberId } of [member, admin]) {
    const path = `/api/v1/admin/members/${memberId}`
    await http.post(`${path}/suspend`, { reason: WHY }, as(firm.owner))
    expect((await http.post(`${path}/remove`, {}, as(firm.owner))).status).toBe(200)
  }
  expect(states((await post(`/${run.id}/steps/members`)).body)['members']).toBe('done')
  expect((await post(`/${run.id}/steps/backup`)).status).toBe(200)
  const owed = await bill('1')
  expect(unmet((await post(`/${run.id}/steps/submit`)).body)).toEqual(['bills unmet', 'backup stale'])
  await pay(owed.body.id)
  expect(states((await post(`/${run.id}/steps/backup`)).body)['backup']).toBe('done')
  const submitted = await post(`/${run.id}/steps/submit`)
  const dates = { submittedAt: '2025-09-30', earliest: '2025-10-11', latest: '2025-10-16' }
  expect(submitted.body.review).toMatchObject(dates)
  expect((await post(`/${run.id}/steps/close`)).body.code).toBe('step_locked')

  // A bill that arrives during the review stops it; paid and backed up again, it is submitted anew.
  const late = await bill('2')
  const stopped = (await http.get<RunDetail>(`${RUNS}/${run.id}`, as(firm.owner))).body
  expect([stopped.review, states(stopped)['submit'], states(stopped)['review']]).toEqual([null, 'locked', 'locked'])
  await pay(late.body.id)
  await post(`/${run.id}/steps/backup`)
  expect((await post(`/${run.id}/steps/submit`)).body.review).toMatchObject(dates)

  // Called off on the second day: everything is as it was.
  const list = async (path: string) =>
    (await http.get<{ items: unknown[] }>(`/api/v1/admin${path}`, as(firm.owner))).body
  await pass(1)
  const before = JSON.stringify(await list('/members'))
  expect((await post(`/${run.id}/restore`)).body.state).toBe('cancelled')
  expect(JSON.stringify(await list('/members'))).toBe(before)
  expect((await post(`/${run.id}/restore`)).body.code).toBe('already_decided')

  const second = (await post('', { kind: 'closing', companyName })).body
  await post(`/${second.id}/steps/backup`)
  expect((await post(`/${second.id}/steps/submit`)).body.review?.earliest).toBe('2025-10-11')
  await pass(9)
  const tooEarly = await post(`/${second.id}/decide`, { approve: true, reason: WHY })
  expect([tooEarly.status, tooEarly.body.code, tooEarly.body['at']]).toEqual([
    409,
    'too_early',
    '2025-10-10T16:00:00.000Z',
  ])
  await pass(1)
  expect((await post(`/${second.id}/decide`, { approve: true, reason: 'short' })).body.code).toBe('reason_required')
  const both = await Promise.all([1, 2].map(() => post(`/${second.id}/decide`, { approve: true, reason: WHY })))
  // One wins. The other came before the commit that closed the company, or after it.
  expect([
    [200, 409],
    [200, 410],
  ]).toContainEqual(both.map(({ status }) => status).toSorted((a, b) => a - b))

  for (const path of ['/api/v1/me', RUNS, '/api/v1/openapi.json', '/api/v1/nothing'])
    expect([path, (await http.get(path, as(firm.owner))).body.code]).toEqual([path, 'company_closed'])
  const claim = { ...firm.owner.claim }
  expect(
    (await http.post('/api/v1/sign-in', { email: 'owner@example.com', password: 'x', device: claim })).status,
  ).toBe(410)
  expect((await http.get('/healthz')).status).toBe(200)
  const keys = (await http.get<JSONWebKeySet>('/.well-known/jwks.json')).body
  const record = (await http.get<string>('/api/v1/closing-record')).body
  await compactVerify(record, createLocalJWKSet(keys))
  expect(decodeJwt(record)).toMatchObject({ company: companyName, sub: second.id, review: { earliest: '2025-10-11' } })
  expect((await http.get<string>('/api/v1/closing-record')).body).toBe(record)
  // The owner's device still cleans up and says so.
  expect((await firm.owner.confirm(await firm.owner.order())).body.state).toBe('confirmed')
})
