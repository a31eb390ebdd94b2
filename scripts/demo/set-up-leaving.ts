import type { ObligationView } from '#protocol/obligation.ts'
import type { RunDetail } from '#protocol/run.ts'
import { COMPANY } from './company.ts'
import { duties } from './duties.ts'
import { confirmed, leave, signInAs, type OwnDevice } from './own-device.ts'

/** Members by their e-mail address. */
type Ids = ReadonlyMap<string, string>
type Client = Pick<OwnDevice, 'http'>

const HR = 'maria.santos@demo.example'
const ZHOU = 'zhou.tao@demo.example'
const QIAN = 'qian.jin@demo.example'

/** One of each procedure under way, and what hangs on everybody, done through the API as people do it (issue 5). */
export async function setUpLeaving(url: string, owner: OwnDevice, ids: Ids): Promise<void> {
  for (const { owner: email, ...duty } of duties(Date.now()))
    await owner.http.call('POST', '/api/v1/admin/obligations', {
      ...duty,
      ownerId: email === null ? null : idIn(ids, email),
    })
  const hr = await signInAs(url, HR, { kind: 'web', os: 'other', name: 'Demo set-up' })
  await departed(hr, ids)
  await offboarding(url, owner, hr, ids)
  await lastChecks(hr, ids)
  await leave(hr)
  await adminExit(owner, ids)
  await missed(url)
  await closing(owner)
}

function idIn(ids: Ids, email: string): string {
  const id = ids.get(email)
  if (id === undefined) throw new Error(`the demo has no ${email}`)
  return id
}

async function begin({ http }: Client, body: Record<string, unknown>) {
  const { id } = await http.call<RunDetail>('POST', '/api/v1/admin/runs', body)
  return (step: string, more: Record<string, unknown> = {}) =>
    http.call<RunDetail>('POST', `/api/v1/admin/runs/${id}/steps/${step}`, more)
}

/** 钱进 has gone: removed first, the customers handed over, and 李娜 is to sign for it. */
async function departed(hr: OwnDevice, ids: Ids): Promise<void> {
  const act = await begin(hr, { kind: 'offboarding', subjectId: idIn(ids, QIAN), path: 'departed' })
  for (const step of ['disable', 'clear-devices', 'reclaim', 'remove']) await act(step)
  await act('hand-over', { to: idIn(ids, 'zhao.min@demo.example') })
  await act('supervisor', { supervisorId: idIn(ids, 'li.na@demo.example') })
}

/** 周涛 goes: one device has confirmed and one has not, and the customers are in every state that a hand-over has. */
async function offboarding(url: string, owner: OwnDevice, hr: OwnDevice, ids: Ids): Promise<void> {
  const phone = await signInAs(url, ZHOU, { kind: 'phone', os: 'android', name: '周涛的荣耀 90', model: 'Honor 90' })
  await signInAs(url, ZHOU, { kind: 'desktop', os: 'windows', name: '销售部-PC-15', model: 'ThinkPad E14' })
  const act = await begin(hr, { kind: 'offboarding', subjectId: idIn(ids, ZHOU) })
  await act('disable')
  await act('clear-devices')
  await confirmed(phone)
  await handOversWait(url, owner)
  const customers = await customersOf(hr, idIn(ids, ZHOU))
  const give = async (email: string, from: number, to: number, outcomes: readonly string[]) => {
    const given = customers.slice(from, to)
    const body = { ids: given.map(({ id }) => id), act: 'hand-over', to: idIn(ids, email) }
    await hr.http.call('POST', '/api/v1/admin/obligations/settle', body)
    for (const [i, outcome] of outcomes.entries())
      await hr.http.call('POST', `/api/v1/admin/obligations/${given[i]?.id}/outcome`, { outcome })
  }
  await give('li.na@demo.example', 0, 5, ['done', 'done', 'done'])
  await give('zhao.min@demo.example', 5, 9, ['done', 'refused', 'no-record'])
  await give('aisha.khan@demo.example', 9, 10, ['taker-full'])
}

async function customersOf({ http }: Client, ownerId: string): Promise<readonly ObligationView[]> {
  const path = `/api/v1/admin/obligations?owner=${ownerId}&kind=customer,customer-group&state=open&limit=200`
  const { items } = await http.call<{ items: ObligationView[] }>('GET', path)
  return items.toSorted((a, b) => a.createdAt.localeCompare(b.createdAt))
}

/** From now on a hand-over is settled by what came of it. */
async function handOversWait(url: string, { token }: OwnDevice): Promise<void> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const policy = await fetch(`${url}/api/v1/admin/policy`, { headers })
  const body = JSON.stringify({ ...((await policy.json()) as object), handOverWaits: true })
  const seen = { 'if-match': policy.headers.get('etag') ?? '' }
  const put = await fetch(`${url}/api/v1/admin/policy`, { method: 'PUT', headers: { ...headers, ...seen }, body })
  if (!put.ok) throw new Error(`the demo's policy was refused with ${put.status}`)
}

/** 张三 changes teams: messages and meetings are done, two checks are open. */
async function lastChecks(hr: OwnDevice, ids: Ids): Promise<void> {
  const act = await begin(hr, { kind: 'last-checks', subjectId: idIn(ids, 'zhang.san@demo.example') })
  await act('messages')
  await act('meetings')
}

/** 何芳 gives her role up: the directory is backed up and 陈静 follows her; her approvals are still to be moved. */
async function adminExit(owner: OwnDevice, ids: Ids): Promise<void> {
  const ownerId = idIn(ids, 'he.fang@demo.example')
  const key = { name: 'CRM sync', scopes: ['members:read'], ownerId }
  await owner.http.call('POST', '/api/v1/admin/keys', key)
  const act = await begin(owner, { kind: 'admin-exit', subjectId: ownerId })
  await act('backup')
  await act('successor', { memberId: idIn(ids, 'chen.jing@demo.example') })
}

/** 刘洋 signed out with two things open; whatever sign-in comes now is one that the guide expects. */
async function missed(url: string): Promise<void> {
  const shape = { kind: 'web', os: 'other', name: 'Borrowed browser' } as const
  await leave(await signInAs(url, 'liu.yang@demo.example', shape))
}

/** The owner has begun to close the company: the backup is made, everybody is still there, and one of two bills is paid. */
async function closing(owner: OwnDevice): Promise<void> {
  const { items } = await owner.http.call<{ items: ObligationView[] }>('GET', '/api/v1/admin/obligations?kind=bill')
  await owner.http.call('POST', `/api/v1/admin/obligations/${items[0]?.id}/settle`, { act: 'pay' })
  const act = await begin(owner, { kind: 'closing', companyName: COMPANY })
  await act('backup')
}
