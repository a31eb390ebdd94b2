import { expect, it } from 'vitest'
import type { DataKeyView, DirectoryPage } from '#protocol/directory.ts'
import type { MacExitView } from '#protocol/mac-exit.ts'
import { servedCompany } from '#tests/support/served-company.ts'
import type { TestDevice } from '#tests/support/test-device.ts'

/** The server's side of what a device holds: the directory, the halves of its keys, and the ticks at a Mac. */
const { firm } = await servedCompany()
const sales = await firm.department('销售部')
const who = await firm.member('李娜', { departmentId: sales, customFields: { 工号: 'A-17' } })
const phone = await firm.device(who, { kind: 'phone', os: 'ios', name: 'iPhone' })
const mac = await firm.device(who, { kind: 'desktop', os: 'macos', name: 'MacBook' })

const directory = (device: TestDevice, query = '') =>
  device.http.get<DirectoryPage>(`/api/v1/directory${query}`, { token: device.token })
const dataKey = ({ http, token }: TestDevice) => http.get<DataKeyView>('/api/v1/device/data-key', { token })

it('[LV1] colleagues are found by pinyin and department, with custom fields; only those who are active', async () => {
  const gone = await firm.member('王磊')
  await firm.owner.http.post(
    `/api/v1/admin/members/${gone.id}/suspend`,
    { reason: 'left the company' },
    { token: firm.owner.token },
  )
  const { body } = await directory(phone, '?query=lina')
  const [person] = body.items
  expect(person).toMatchObject({ id: phone.memberId, name: '李娜', customFields: { 工号: 'A-17' } })
  expect(person?.search).toContain('lina')
  expect(Object.keys(person ?? {})).toEqual(['id', 'name', 'email', 'departmentId', 'customFields', 'search'])
  const names = (await directory(phone)).body.items.map(({ name }) => name)
  expect(names).toEqual(expect.arrayContaining(['李娜', 'Ada Owner']))
  expect(names).not.toContain('王磊')
  const { body: departments } = await phone.http.get<{ items: { id: string }[] }>('/api/v1/directory/departments', {
    token: phone.token,
  })
  const inSales = await directory(phone, `?departmentId=${departments.items[0]?.id}`)
  expect(inSales.body.items.map(({ name }) => name)).toEqual(['李娜'])
  expect((await directory(phone, '?departmentId=dep_unknown')).status).toBe(404)
})

it('[LV2] the server’s half of the key is one device’s own, and a kept share too', async () => {
  const [first, again, other] = [await dataKey(phone), await dataKey(phone), await dataKey(mac)]
  expect(first.body).toMatchObject({ days: 14, kept: null })
  expect(again.body.salt).toBe(first.body.salt)
  expect(other.body.salt).not.toBe(first.body.salt)
  await phone.http.post(
    '/api/v1/sign-outs',
    { sessions: [phone.sessionId], keepRecords: true, confirm: true },
    { token: mac.token },
  )
  expect([(await dataKey(phone)).status, (await directory(phone)).status]).toEqual([401, 401])
  const order = await phone.order()
  await phone.confirm(order, { kept: true })
  await phone.signInAgain()
  const back = (await dataKey(phone)).body
  expect(back).toMatchObject({ salt: first.body.salt, kept: { signOutId: order.signOutId } })
  expect((await dataKey(mac)).body.kept).toBeNull()
  await phone.http.post('/api/v1/device/restored', { signOutId: order.signOutId }, { token: phone.token })
  expect((await dataKey(phone)).body.kept).toBeNull()
})

it('[LV6] ticks at a Mac stay, lose nothing of each other, and are nobody else’s', async () => {
  const path = `/api/v1/devices/${mac.id}/mac-exit`
  const patch = (body: unknown, device = mac) =>
    device.http.patch<MacExitView & { code: string }>(path, body, { token: device.token })
  await Promise.all([
    patch({ quit: true }),
    patch({ found: { plists: 9, deepBytes: 18_400_000 } }),
    patch({ process: true, container: true }),
  ])
  const { body } = await mac.http.get<MacExitView>(path, { token: mac.token })
  expect(body).toMatchObject({ quit: true, process: true, container: true, keychain: false, thorough: false })
  const uncounted = { basic: null, deep: null, full: null, basicBytes: null, fullBytes: null }
  expect(body.found).toEqual({ plists: 9, deepBytes: 18_400_000, ...uncounted })
  expect((await patch({ keychain: true })).body.thorough).toBe(true)
  expect((await patch({ found: { plists: -1 } })).status).toBe(422)
  expect((await patch({ found: { fullBytes: 0.5 } })).status).toBe(422)
  const notMac = await phone.http.get(`/api/v1/devices/${phone.id}/mac-exit`, { token: phone.token })
  const foreign = await patch({ quit: false }, firm.owner)
  expect([notMac.status, foreign.status, foreign.body.code]).toEqual([404, 404, 'not_found'])
  expect(JSON.stringify(notMac.body)).toBe(JSON.stringify(foreign.body))
})
