import { expect, it } from 'vitest'
import type { ObligationView } from '#protocol/obligation.ts'
import { type Problem } from '#tests/support/api.ts'
import { servedCompany } from '#tests/support/served-company.ts'

/** Keys for programs, and what comes in by file (protocol.md, parts 2, 8 and 9). */
const { server, firm, http } = await servedCompany()

type Made = { id: string; secret: string }
const make = (body: Record<string, unknown>) =>
  http.post<Made & Problem>('/api/v1/admin/keys', { name: 'Payroll', ...body }, { token: firm.owner.token })

it('[EX33] a key does what its scopes say, and nothing from when its grant is settled', async () => {
  const admin = await firm.device(await firm.member('吴管', { roles: ['admin'] }))
  const made = await make({ scopes: ['members:read', 'obligations:write'], ownerId: admin.memberId })
  expect([made.status, made.body.secret.startsWith('sak_')]).toEqual([201, true])
  const { secret, id } = made.body
  const seen = (path: string, token = secret) => http.get(path, { token })
  expect((await seen('/api/v1/admin/members')).status).toBe(200)
  for (const path of ['/policy', '/keys', '/audit', '/runs', '/templates/closing'])
    expect([path, (await seen(`/api/v1/admin${path}`)).status]).toEqual([path, 403])
  for (const path of ['/api/v1/me', '/api/v1/devices', '/api/v1/obligations', '/api/v1/runs', '/api/v1/device/log'])
    expect([path, (await seen(path)).status]).toEqual([path, 401])
  const more = { kind: 'customer', title: '客户', ownerId: admin.memberId, source: 'crm', externalId: '7' }
  const put = (title: string) =>
    http.post<ObligationView>('/api/v1/admin/obligations', { ...more, title }, { token: secret })
  const [first, again] = [await put('客户'), await put('大客户')]
  expect([first.status, again.status, again.body.id === first.body.id, again.body.title]).toEqual([
    201,
    200,
    true,
    '大客户',
  ])
  const roles = { name: 'x', email: 'x@example.com', roles: ['admin'] }
  expect((await http.post('/api/v1/admin/members', roles, { token: secret })).status).toBe(403)
  expect((await seen('/api/v1/admin/members', `${secret}x`)).status).toBe(401)
  const grants = await http.get<{ items: ObligationView[] }>(
    `/api/v1/admin/obligations?owner=${admin.memberId}&kind=api-grant`,
    { token: firm.owner.token },
  )
  const grant = grants.body.items[0]
  expect(grant).toMatchObject({ source: 'signoff', externalId: id, title: 'Payroll' })
  const settle = { act: 'revoke' }
  expect((await http.post(`/api/v1/obligations/${grant?.id}/settle`, settle, { token: admin.token })).status).toBe(200)
  expect((await seen('/api/v1/admin/members')).status).toBe(401)

  const third = (await make({ scopes: ['members:read'], thirdParty: true })).body
  const gone = await http.delete(`/api/v1/admin/keys/${third.id}`, { token: firm.owner.token })
  expect([gone.status, (await seen('/api/v1/admin/members', third.secret)).status]).toEqual([204, 401])
  expect((await make({ scopes: ['policy'] })).status).toBe(422)
  const member = await firm.member('平常')
  expect((await make({ scopes: ['members:read'], ownerId: member.id })).status).toBe(422)
  const listed = await http.get<unknown>('/api/v1/admin/keys', { token: firm.owner.token })
  expect(JSON.stringify(listed.body)).not.toContain(secret)
})

it('[OB7] a file comes in whole or not at all: UTF-8 or GBK, each error by row and column', async () => {
  const member = await firm.member('李娜')
  const bring = async (csv: string | Uint8Array<ArrayBuffer>, query = '') => {
    const response = await fetch(`${server.url}/api/v1/admin/obligations/import${query}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${firm.owner.token}`, 'content-type': 'text/csv' },
      body: csv,
    })
    return { status: response.status, body: (await response.json()) as Problem & { errors: Record<string, unknown>[] } }
  }
  const bad = `kind,title,owner,source,externalId,data.amount
customer,好,${member.email},crm,1,
customer,=cmd(),${member.email},crm,1,
bill,Rent,,,,much
pet,x,nobody@example.com,,,`
  const dry = await bring(bad, '?dryRun=1')
  expect(dry.body.errors.map(({ row, column, code }) => [row, column, code])).toEqual([
    [2, 'externalId', 'twice'],
    [2, 'title', 'formula'],
    [3, 'data.amount', 'wrong_type'],
    [4, 'kind', 'bad_value'],
    [4, 'owner', 'unknown'],
  ])
  expect((await bring(bad)).status).toBe(422)
  expect((await bring('kind,title,owner,colour\n')).body.errors[0]).toMatchObject({ code: 'unknown_column' })
  const gbk = Buffer.concat([
    Buffer.from('kind,title,owner\ncustomer,'),
    Buffer.from([0xc0, 0xee, 0xc4, 0xc8]),
    Buffer.from(`,${member.email}\n`),
  ])
  expect((await bring(new Uint8Array(gbk))).body).toMatchObject({ rows: 1, valid: 1, errors: [] })
  const many = Array.from({ length: 10_000 }, (_, i) => `customer,Customer ${i},${member.email}`)
  expect((await bring(['kind,title,owner', ...many].join('\n'))).body).toMatchObject({ rows: 10_000, valid: 10_000 })
  const page = await http.get<{ items: ObligationView[]; total: number | null }>(
    `/api/v1/admin/obligations?owner=${member.id}&query=李娜`,
    { token: firm.owner.token },
  )
  expect([page.body.total, page.body.items[0]?.title]).toEqual([1, '李娜'])
})
