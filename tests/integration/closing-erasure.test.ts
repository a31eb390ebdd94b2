import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createLocalJWKSet, compactVerify, type JSONWebKeySet } from 'jose'
import { expect, it } from 'vitest'
import type { RunDetail } from '#protocol/run.ts'
import type { Problem } from '#tests/support/api.ts'
import { as } from '#tests/support/runs.ts'
import { rows } from '#tests/faults/store-file.ts'
import { servedCompany } from '#tests/support/served-company.ts'

/** What a closed company still knows of people: nothing (mission.md, 8.6; issue 5, part 3). */
const { server, firm, leaving } = await servedCompany()

/** Stands in everything personal that this test writes. */
const MARK = 'Zmark'
const WHY = `${MARK} has to be so, says the test`
/** Tables that have rows after the erasing: what receipts speak of, what devices prove themselves with, and the logs without their data. */
const STAYS =
  'org department member device session replaced_token sign_out follower batch confirmation_answer stream entry signing_key closing_record lease presence_line node applied_migration'

function tables(): string[] {
  const named = rows(server.dataDir, `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`)
  return named.map(({ name }) => String(name))
}
/** What lies in the file, in use or not, and in what is to be written into it. */
function bytes(): string {
  const files = readdirSync(server.dataDir).filter((name) => name.startsWith('signoff.db') && !name.endsWith('-shm'))
  return files.map((name) => readFileSync(join(server.dataDir, name), 'latin1')).join()
}
function dump(): Map<string, string> {
  const all = tables().map((table) => [table, rows(server.dataDir, `SELECT * FROM "${table}"`)] as const)
  return new Map(all.flatMap(([table, found]) => (found.length === 0 ? [] : [[table, JSON.stringify(found)]])))
}

/** People, devices and duties, with the mark in every field that a caller may fill. */
async function populate() {
  const { owner } = firm
  const departmentId = await firm.department(`${MARK} 销售部`)
  const who = await firm.member(`${MARK} 李娜`, { departmentId, customFields: { 工号: MARK }, handlesCustomers: true })
  const named = { name: `${MARK} iPhone`, model: `${MARK} 15`, kind: 'phone', os: 'ios', appVersion: MARK }
  const [phone, laptop] = [await firm.device(who, named), await firm.device(who, { name: `${MARK} laptop` })]
  const reports = { type: 'received' }
  await leaving.owe(phone.memberId, 'customer', {}, `${MARK} customer`)
  await leaving.owe(phone.memberId, 'scheduled-message', { text: MARK, to: [`${MARK}@example.com`] }, MARK)
  await owner.http.post('/api/v1/admin/keys', { name: `${MARK} key`, scopes: ['members:read'] }, as(owner))
  await phone.http.patch('/api/v1/preferences', { mail: false }, as(phone))
  await laptop.http.post('/api/v1/sign-outs', { scope: 'this', confirm: true, reason: WHY }, as(laptop))
  const order = await laptop.order()
  await laptop.http.post('/api/v1/device/report', { ...reports, signOutId: order.signOutId }, as(laptop))
  await laptop.confirm(order, { steps: [{ name: MARK, ok: true, detail: MARK }] })
  const receipt = await phone.http.get<string>(`/api/v1/sign-outs/${order.signOutId}/receipt`, as(phone))
  await owner.http.post(
    '/api/v1/admin/sign-outs',
    { sessions: [phone.sessionId], reason: WHY, confirm: true },
    as(owner),
  )
  await owner.http.post(`/api/v1/admin/members/${phone.memberId}/suspend`, { reason: WHY }, as(owner))
  await leaving.settle(
    owner,
    (await leaving.ofOwner(phone.memberId, '&kind=customer')).items.map(({ id }) => id),
    'hand-over',
    owner.memberId,
  )
  await leaving.settle(
    owner,
    (await leaving.ofOwner(phone.memberId, '&kind=scheduled-message')).items.map(({ id }) => id),
    'stop',
  )
  expect((await owner.http.post(`/api/v1/admin/members/${phone.memberId}/remove`, {}, as(owner))).status).toBe(200)
  return { phone, receipt: receipt.body }
}

async function close(): Promise<void> {
  const { owner } = firm
  const companyName = 'Example Ltd 示例公司'
  const run = (await leaving.start(owner, { kind: 'closing', companyName })).body
  const path = `/api/v1/admin/runs/${run.id}`
  await owner.http.post(`${path}/notes`, { text: `${MARK} note` }, as(owner))
  await leaving.act(owner, run, 'backup')
  const submitted = (await leaving.act(owner, run, 'submit')).body
  const { now } = (await owner.http.post<{ now: string }>('/api/test/clock', { advanceMs: 0 })).body
  const earliest = Date.parse(`${submitted.review?.earliest}T12:00:00+08:00`)
  await owner.http.post('/api/test/clock', { advanceMs: Math.max(0, earliest - Date.parse(now)) })
  await owner.signInAgain()
  const decided = await owner.http.post<RunDetail & Problem>(
    `${path}/decide`,
    { approve: true, reason: WHY },
    as(owner),
  )
  expect([decided.status, decided.body.state]).toEqual([200, 'done'])
}

const erased = () => rows(server.dataDir, 'SELECT erased_at FROM closing_record')[0]?.['erased_at']

it('[EX37] after a closing no table and no column says anything of people; receipts verify and devices still confirm', async () => {
  const { phone, receipt } = await populate()
  expect([...dump().values()].join()).toContain(MARK)
  await close()
  await expect.poll(erased, { timeout: 20_000 }).not.toBeNull()
  const left = dump()
  expect([...left.keys()].filter((table) => !STAYS.split(' ').includes(table))).toEqual([])
  // One device has not confirmed: its order is kept for it, and no more than that. The bytes of the file hold nothing else either.
  expect(bytes().replaceAll(WHY, '').includes(MARK)).toBe(false)
  expect([...left].flatMap(([table, text]) => (text.includes(MARK) ? [table] : []))).toEqual(['entry'])

  const order = await phone.order()
  expect(order).toMatchObject({ sessionId: phone.sessionId, reason: null })
  expect((await phone.confirm(order, { steps: [{ name: MARK, ok: true }] })).body.state).toBe('confirmed')
  expect((await firm.owner.confirm(await firm.owner.order())).body.state).toBe('confirmed')
  for (const [table, text] of dump())
    for (const said of [MARK, 'Ada', '@example.com', '127.0.0.1', 'Owner laptop'])
      expect([table, said, text.includes(said)]).toEqual([table, said, false])

  const keys = (await phone.http.get<JSONWebKeySet>('/.well-known/jwks.json')).body
  await compactVerify(receipt, createLocalJWKSet(keys))
  for (const path of ['/api/v1/me', '/api/v1/directory', `/api/v1/sign-outs/${order.signOutId}/receipt`])
    expect((await phone.http.get(path, as(phone))).status).toBe(410)
})
