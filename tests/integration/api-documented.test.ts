import { describe, expect, it } from 'vitest'
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
  departmentPage,
  liveView,
  verificationsView,
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
import { beginLink } from '#tests/support/company.ts'
import { createKey } from '#tests/support/keys.ts'
import { runsIn } from '#tests/support/runs.ts'
import { servedCompany } from '#tests/support/served-company.ts'
import { owner } from '#tests/support/server.ts'
import { deviceClaimOf, type TestDevice } from '#tests/support/test-device.ts'

/** What is documented is what is served: answers and refusals against the schemas of the OpenAPI document (protocol.md, head). */
const { server, firm, http } = await servedCompany()
const phone = await firm.device(await firm.member('李娜'), { kind: 'phone', os: 'ios', name: 'iPhone' })

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
})
