import { expect, it } from 'vitest'
import { as, stepIn } from '#tests/support/runs.ts'
import { servedCompany } from '#tests/support/served-company.ts'
import type { TestDevice } from '#tests/support/test-device.ts'

/** Who can take how many customers over (mission.md, 6.4; decision 0110). */
const { firm, leaving } = await servedCompany()

async function leaver(customers: number): Promise<TestDevice> {
  const device = await firm.device(await firm.member('张三', { handlesCustomers: true }))
  for (let i = 0; i < customers; i++) await leaving.owe(device.memberId, 'customer')
  return device
}
const taker = (limit: string) => firm.member('李四', { handlesCustomers: true, customFields: { 客户上限: limit } })
const openOf = async (id: string) => (await leaving.ofOwner(id, '&kind=customer&state=open')).items

it('[OB8] what does not fit stays open as taker-full, in the answer and in the log, and goes to another', async () => {
  const who = await leaver(4)
  const small = await taker('3')
  await leaving.owe(small.id, 'customer-group')
  const ids = (await openOf(who.memberId)).map(({ id }) => id)
  const { status, body } = await leaving.settle(firm.owner, ids, 'hand-over', small.id)
  expect([status, body.items.map(({ state, outcome }) => `${state} ${outcome}`)]).toEqual([
    200,
    ['settled done', 'settled done', 'open taker-full', 'open taker-full'],
  ])
  const full = (await leaving.logged('obligation.concluded')).map(({ obligationId, outcome }) => [
    obligationId,
    outcome,
  ])
  expect(full).toEqual(expect.arrayContaining(ids.slice(2).map((id) => [id, 'taker-full'])))
  const again = await leaving.settle(firm.owner, ids.slice(2), 'hand-over', (await taker('2')).id)
  expect(again.body.items.map(({ state }) => state)).toEqual(['settled', 'settled'])
})

it('[OB8] a run’s hand-over stops as taker-full and goes on with another; those that wait for an answer take room', async () => {
  const who = await leaver(3)
  const small = await taker('2')
  const run = (await leaving.start(firm.owner, { kind: 'offboarding', subjectId: who.memberId })).body
  await leaving.act(firm.owner, run, 'disable')
  const stuck = (await leaving.act(firm.owner, run, 'hand-over', { to: small.id })).body
  expect(stepIn(stuck, 'hand-over')).toMatchObject({
    state: 'failed',
    reason: 'taker-full',
    progress: { done: 2, of: 3 },
  })
  const rest = (await leaving.act(firm.owner, run, 'hand-over', { to: (await taker('none')).id })).body
  expect(stepIn(rest, 'hand-over')).toMatchObject({ state: 'done', progress: { done: 3, of: 3 } })

  await leaving.setPolicy({ handOverWaits: true })
  const other = await leaver(3)
  const two = await taker('2')
  const customers = (await openOf(other.memberId)).map(({ id }) => id)
  const both = await Promise.all(customers.map((id) => leaving.settle(firm.owner, [id], 'hand-over', two.id)))
  const states = both.flatMap(({ body }) => body.items.map(({ state }) => state))
  expect(states.toSorted()).toEqual(['open', 'waiting', 'waiting'])
  await firm.owner.http.patch(`/api/v1/admin/members/${two.id}`, { customFields: {} }, as(firm.owner))
  const left = (await openOf(other.memberId)).map(({ id }) => id)
  expect((await leaving.settle(firm.owner, left, 'hand-over', two.id)).body.items[0]?.state).toBe('waiting')
  await leaving.setPolicy({ handOverWaits: false })
})
