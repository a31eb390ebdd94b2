import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { api, type Api } from '#tests/support/api.ts'
import { company, type Company } from '#tests/support/company.ts'
import { startServer, type TestServer } from '#tests/support/server.ts'
import type { TestDevice } from '#tests/support/test-device.ts'

/**
 * Every administrators' call of the OpenAPI document as every role, against the table of protocol.md, part 8. A call that is added without a
 * row here fails, and so does a row whose call is gone. Bodies are empty, so nothing is done: who may is answered before what is asked.
 */
const ROLES = ['member', 'hr', 'scoped', 'admin', 'owner'] as const
type Role = (typeof ROLES)[number]
/** `may`: past every check of who may. `hidden` 404, `no` 403. */
type Verdict = 'may' | 'no' | 'hidden'
const SUBJECTS = ['inside', 'outside', 'anOwner'] as const
type Subject = (typeof SUBJECTS)[number]
type Row = Record<Role, Verdict>

const row = (member: Verdict, hr: Verdict, scoped: Verdict, admin: Verdict, owner: Verdict): Row => ({
  member,
  hr,
  scoped,
  admin,
  owner,
})
const SEE_MEMBERS = row('no', 'may', 'may', 'may', 'may')
const SEE = row('no', 'no', 'may', 'may', 'may')
const WHOLE = row('no', 'no', 'no', 'may', 'may')
const OWNERS = row('no', 'no', 'no', 'no', 'hidden') // nothing was restored: for an owner there is nothing there
const all = (given: Row): Record<Subject, Row> => ({ inside: given, outside: given, anOwner: given })
const ACT: Record<Subject, Row> = {
  inside: SEE,
  outside: row('no', 'no', 'hidden', 'may', 'may'),
  anOwner: row('no', 'no', 'no', 'no', 'may'),
}

/** HR sees a sign-out in a run alone, and none of these is. */
const IN_RUN: Record<Subject, Row> = {
  inside: { ...ACT.inside, hr: 'hidden' },
  outside: { ...ACT.outside, hr: 'hidden' },
  anOwner: { ...ACT.anOwner, hr: 'hidden' },
}
/** A run of last checks: HR's too, but for owners. */
const RUN: Record<Subject, Row> = {
  inside: SEE_MEMBERS,
  outside: row('no', 'may', 'hidden', 'may', 'may'),
  anOwner: row('no', 'no', 'no', 'no', 'may'),
}
/** What only a closing has: of another run it is not there. */
const NONE = row('no', 'hidden', 'hidden', 'hidden', 'hidden')
const CLOSING: Record<Subject, Row> = { inside: NONE, outside: NONE, anOwner: row('no', 'no', 'no', 'no', 'hidden') }

/** The table: an operation, and who may call it about whom. */
const TABLE: Record<string, Record<Subject, Row>> = {
  listDepartments: all(SEE_MEMBERS),
  createDepartment: all(WHOLE),
  getPolicy: all(SEE),
  setPolicy: all(WHOLE),
  getRestored: all(OWNERS),
  confirmRestored: all(OWNERS),
  listMembers: all(SEE_MEMBERS),
  createMember: all(SEE),
  importMembers: all(SEE),
  getMember: { ...all(SEE_MEMBERS), outside: row('no', 'may', 'hidden', 'may', 'may') },
  changeMember: ACT,
  suspendMember: ACT,
  reinstateMember: ACT,
  removeMember: ACT,
  givePasswordLink: ACT,
  listAllDevices: all(SEE),
  forceSignOuts: ACT,
  stopBatch: { ...ACT, inside: row('no', 'no', 'no', 'may', 'may'), anOwner: row('no', 'no', 'no', 'may', 'may') },
  getInsights: all(SEE),
  overrideSignOut: IN_RUN,
  waiveSignOut: IN_RUN,
  getLive: all(SEE),
  listAudit: all(SEE),
  verifyAudit: all(SEE),
  startVerification: all(SEE),
  getVerifications: all(SEE),
  stopVerification: all(row('no', 'no', 'hidden', 'hidden', 'hidden')), // no such verification
  exportAudit: all(WHOLE),
  listObligations: all(SEE_MEMBERS),
  createObligation: all(SEE_MEMBERS),
  importObligations: all(SEE_MEMBERS),
  settleObligations: all(SEE_MEMBERS),
  settleObligation: ACT,
  concludeHandOver: ACT,
  listKeys: all(WHOLE),
  createKey: all(WHOLE),
  revokeKey: all(row('no', 'no', 'no', 'hidden', 'hidden')), // no such key
  listRuns: all(SEE_MEMBERS),
  startRun: all(SEE_MEMBERS),
  getRun: { ...all(SEE_MEMBERS), outside: RUN.outside },
  getRunFile: all(row('no', 'hidden', 'hidden', 'hidden', 'hidden')), // this run has made none
  actOnStep: RUN,
  retryStep: RUN,
  waiveStep: RUN,
  noteOnRun: RUN,
  cancelRun: RUN,
  restoreCompany: CLOSING,
  decideClosing: CLOSING,
  getTemplate: all(WHOLE),
  setTemplate: all(WHOLE),
}

type Operation = { readonly name: string; readonly method: string; readonly path: string }
type Target = Readonly<Record<'members' | 'sign-outs' | 'batches' | 'obligations' | 'runs', string>>

let server: TestServer
let firm: Company
let http: Api
let operations: readonly Operation[]
const callers = {} as Record<Role, TestDevice>
const targets = {} as Record<Subject, Target>
let outsideDepartment: string

beforeAll(async () => {
  server = await startServer()
  http = api(server.url)
  firm = await company(server.url)
  const sales = await firm.department('销售部')
  const south = await firm.department('华南', sales)
  outsideDepartment = await firm.department('研发部')
  const device = async (body: Record<string, unknown>) => firm.device(await firm.member('某人', body))
  callers.member = await device({ departmentId: sales })
  callers.hr = await device({ roles: ['hr'], departmentId: sales })
  callers.scoped = await device({ roles: ['admin'], scope: sales, departmentId: sales })
  callers.admin = await device({ roles: ['admin'] })
  callers.owner = firm.owner
  targets.inside = await target(await device({ departmentId: south }))
  targets.outside = await target(await device({ departmentId: outsideDepartment }))
  targets.anOwner = await target(await device({ departmentId: sales, roles: ['owner'] }))
  const document = await http.get<{ paths: Record<string, Record<string, { operationId: string }>> }>(
    '/api/v1/openapi.json',
  )
  operations = Object.entries(document.body.paths).flatMap(([path, methods]) =>
    path.startsWith('/api/v1/admin/')
      ? Object.entries(methods).map(([method, { operationId: name }]) => ({ name, method: method.toUpperCase(), path }))
      : [],
  )
})
afterAll(() => server.dispose())

/** A member with a second device that an owner has signed out: something of every kind to act on. */
async function target(device: TestDevice): Promise<Target> {
  const forced = await http.post<{ batch: { id: string }; signOuts: { id: string }[] }>(
    '/api/v1/admin/sign-outs',
    { sessions: [device.sessionId], reason: 'So that there is one to act on', confirm: true },
    { token: firm.owner.token },
  )
  const owed = await http.post<{ id: string }>(
    '/api/v1/admin/obligations',
    { kind: 'customer', title: '客户', ownerId: device.memberId },
    { token: firm.owner.token },
  )
  const run = await http.post<{ id: string }>(
    '/api/v1/admin/runs',
    { kind: 'last-checks', subjectId: device.memberId },
    { token: firm.owner.token },
  )
  return {
    runs: run.body.id,
    members: device.memberId,
    'sign-outs': forced.body.signOuts[0]?.id ?? '',
    batches: forced.body.batch.id,
    obligations: owed.body.id,
  }
}

function isRoom(room: string | undefined): room is keyof Target {
  return room !== undefined && room in targets.inside
}

function ask(role: Role, { method, path }: Operation, subject: Subject) {
  const room = path.split('/')[4]
  const ids = targets[subject]
  const id = isRoom(room) ? ids[room] : 'none'
  const body = method === 'GET' ? undefined : path.endsWith('/sign-outs') ? { members: [ids.members] } : {}
  const csv = path.endsWith('/import')
  return http.send(
    method,
    path.replace('{id}', id).replace('{step}', 'messages').replace('{kind}', 'closing'),
    csv ? 'name,email\n' : body,
    {
      token: callers[role].token,
      ...(csv ? { headers: { 'content-type': 'text/csv' } } : {}),
    },
  )
}

/** Refusals of what is asked and of its state come after those of who asks: they say that this caller may. */
function verdictOf({ status, body }: { status: number; body: unknown }): Verdict | number {
  const { code = '' } = typeof body === 'object' && body !== null ? (body as { code?: string }) : {}
  if (status === 403 && code === 'forbidden') return 'no'
  if (status === 404 && code === 'not_found') return 'hidden'
  return status < 500 && status !== 401 ? 'may' : status
}

it('every call of the document has its row, and every row its call', () => {
  expect(operations.map(({ name }) => name).sort()).toEqual(Object.keys(TABLE).sort())
})

describe.each(ROLES)('as %s', (role) => {
  it.each(SUBJECTS)('each call about somebody %s', async (subject) => {
    const found: Record<string, unknown> = {}
    for (const operation of operations) found[operation.name] = verdictOf(await ask(role, operation, subject))
    const expected = Object.fromEntries(Object.entries(TABLE).map(([name, rows]) => [name, rows[subject][role]]))
    expect(found).toEqual(expected)
  })
})

describe('a scoped administrator sees nothing outside', () => {
  const lists = ['/departments', '/members?limit=200', '/devices?limit=200', '/live?limit=200', '/audit?limit=200']

  it.each(lists)('in %s', async (path) => {
    const seen = await http.get<unknown>(`/api/v1/admin${path}`, { token: callers.scoped.token })
    expect(seen.status).toBe(200)
    const text = JSON.stringify(seen.body)
    const { members, 'sign-outs': signOut } = targets.outside
    for (const id of [members, signOut, outsideDepartment]) expect(text).not.toContain(id)
    expect((JSON.stringify((await ownerSees(path)).body).match(/mem_|dep_/g) ?? []).length).toBeGreaterThan(0)
  })

  it.each(['/members', '/devices', '/live'])('nor by naming the department in %s', async (path) => {
    const asked = `/api/v1/admin${path}?departmentId=${outsideDepartment}`
    expect((await http.get(asked, { token: callers.scoped.token })).status).toBe(404)
    expect((await http.get(asked, { token: firm.owner.token })).status).toBe(200)
  })

  it('nor by naming ids on the board, a stream in the audit, or a member’s devices', async () => {
    const { members, 'sign-outs': signOut } = targets.outside
    const see = (path: string) =>
      http.get<{ items?: unknown[]; signOuts?: unknown[] }>(`/api/v1/admin${path}`, { token: callers.scoped.token })
    expect((await see(`/live?ids=${signOut}`)).body.signOuts).toEqual([])
    expect((await see(`/audit?stream=${members}`)).body.items).toEqual([])
    expect((await see(`/devices?memberId=${members}`)).body.items).toEqual([])
  })

  it('and puts nobody outside: a new member, a moved one, a row of an import', async () => {
    const put = (method: string, path: string, body: unknown, headers = {}) =>
      http.send(method, `/api/v1/admin${path}`, body, { token: callers.scoped.token, headers })
    const add = { name: '新人', email: 'new@example.com', departmentId: outsideDepartment }
    expect((await put('POST', '/members', add)).status).toBe(422)
    expect((await put('POST', '/members', { name: '新人', email: 'new@example.com' })).status).toBe(403)
    const move = { departmentId: outsideDepartment }
    expect((await put('PATCH', `/members/${targets.inside.members}`, move)).status).toBe(422)
    const csv = `name,email,department\n新人,new@example.com,${outsideDepartment}\n`
    expect((await put('POST', '/members/import', csv, { 'content-type': 'text/csv' })).status).toBe(422)
  })
})

function ownerSees(path: string) {
  return http.get<unknown>(`/api/v1/admin${path}`, { token: firm.owner.token })
}
