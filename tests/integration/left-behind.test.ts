import { expect, it } from 'vitest'
import type { MarkedMember } from '#protocol/admin.ts'
import type { BatchView, SignOutAccepted } from '#protocol/sign-out.ts'
import { as } from '#tests/support/runs.ts'
import { servedCompany } from '#tests/support/served-company.ts'

/** What a leaving left open (mission.md, 7.1, 7.6, 7.7). */
const { firm, leaving } = await servedCompany()

const riskInList = async (name: string) => {
  const path = `/api/v1/admin/members?query=${encodeURIComponent(name)}`
  return (await firm.owner.http.get<{ items: MarkedMember[] }>(path, as(firm.owner))).body.items[0]?.risk
}

it('[EX17] n missed stands with the sign-out as the guide counts it, beside the sign-ins that came; the mark goes with the last item', async () => {
  const who = await firm.member('周遗漏')
  const phone = await firm.device(who, { kind: 'phone', os: 'ios', name: 'iPhone' })
  const open = [await leaving.owe(phone.memberId, 'scheduled-message'), await leaving.owe(phone.memberId, 'meeting')]
  await leaving.owe(phone.memberId, 'customer')
  expect(await riskInList('周遗漏')).toBeNull()
  const out = await phone.http.post<SignOutAccepted>('/api/v1/sign-outs', { scope: 'all', confirm: true }, as(phone))
  const expected = { missed: 2, open: 2, guideSignIns: 3.4 }
  expect(await riskInList('周遗漏')).toMatchObject({ ...expected, signIns: 0 })
  await phone.confirm(await phone.order())
  await phone.signInAgain()
  const laptop = await firm.device(who, { name: 'Laptop' })
  expect(await riskInList('周遗漏')).toMatchObject({ ...expected, signIns: 2 })
  const batchPath = `/api/v1/batches/${out.body.batch.id}`
  const batch = await laptop.http.get<BatchView>(batchPath, as(laptop))
  expect(batch.body.left).toMatchObject([{ memberId: phone.memberId, ...expected, signIns: 2 }])

  // A leaving has its own count: it ends with the next one.
  await leaving.settle(firm.owner, [open[0]?.id ?? ''], 'stop')
  await laptop.http.post('/api/v1/sign-outs', { scope: 'this', confirm: true }, as(laptop))
  await firm.device(who, { name: 'Another laptop' })
  expect(await riskInList('周遗漏')).toMatchObject({ missed: 1, open: 1, guideSignIns: 1.7, signIns: 1 })
  expect((await phone.http.get<BatchView>(batchPath, as(phone))).body.left).toMatchObject([
    { missed: 2, open: 1, signIns: 2 },
  ])

  // HR sees members, and what hangs on them only in a run; a stranger has no part in it at all.
  const hr = await firm.device(await firm.member('陈人事', { roles: ['hr'] }))
  const detail = `/api/v1/admin/members/${phone.memberId}`
  expect((await hr.http.get<MarkedMember>(detail, as(hr))).body.risk).toBeNull()
  expect((await firm.owner.http.get<MarkedMember>(detail, as(firm.owner))).body.risk?.open).toBe(1)
  expect((await hr.http.get(batchPath, as(hr))).status).toBe(404)

  await leaving.settle(firm.owner, [open[1]?.id ?? ''], 'leave')
  expect(await riskInList('周遗漏')).toBeNull()
})
