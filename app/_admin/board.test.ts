import { expect, it } from 'vitest'
import type { BoardRowView, LiveView } from '#protocol/admin.ts'
import { SIGN_OUT_STATES } from '#domain/sign-out/sign-out.ts'
import { sampleSignOut, sampleTime } from '#app/_live/samples.ts'
import { boardOf, settled, updatesOf, withChanged, withFirstPage, withNextPage } from './board.ts'

function row(id: string, minutes: number, more: Partial<BoardRowView> = {}): BoardRowView {
  const member = { id: 'mem_1', name: '李娜', departmentId: null, handlesCustomers: false }
  return {
    ...sampleSignOut(id, { accessEndedAt: sampleTime(minutes) }),
    member,
    online: true,
    lastHeardAt: null,
    ...more,
  }
}
function answer(signOuts: BoardRowView[], nextCursor: string | null = null): LiveView {
  const counts = Object.fromEntries(SIGN_OUT_STATES.map((state) => [state, 0])) as LiveView['counts']
  const lag = { p50Ms: null, p95Ms: null, histogram: [] }
  return { counts, overdue: 0, unreachable: 0, lag, total: signOuts.length, signOuts, nextCursor }
}

it('changes what a row says at once, and where it stands only when nobody is in the list', () => {
  const before = boardOf(answer([row('b', 2), row('a', 1)]))
  const now = answer([row('a', 1, { overdue: true }), row('c', 3), row('b', 2)])
  const held = withFirstPage(before, now, true)
  expect(held.order).toEqual(['b', 'a'])
  expect(held.rows.get('a')?.overdue).toBe(true)
  expect(updatesOf(held)).toBe(1)
  expect(settled(held).order).toEqual(['a', 'c', 'b'])
  expect(withFirstPage(before, now, false).order).toEqual(['a', 'c', 'b'])
})

it('keeps the identity of a row that says the same, so that it is not drawn again', () => {
  const before = boardOf(answer([row('a', 1)]))
  const after = withFirstPage(before, answer([row('a', 1, { lagMs: 99_000 })]), false)
  expect(after.rows.get('a')).toBe(before.rows.get('a'))
  expect(updatesOf(after)).toBe(0)
})

it('keeps the pages that were loaded, and drops what has left the first one', () => {
  const first = boardOf(answer([row('d', 4), row('c', 3)], 'more'))
  const both = withNextPage(first, answer([row('b', 2), row('a', 1)]))
  expect(both.order).toEqual(['d', 'c', 'b', 'a'])
  const after = withFirstPage(both, answer([row('e', 5), row('d', 4)], 'more'), false)
  expect(after.order).toEqual(['e', 'd', 'c', 'b', 'a'])
  expect(withFirstPage(both, answer([row('c', 3)]), false).order).toEqual(['c'])
})

it('takes changed rows over wherever they stand, and none that it does not show', () => {
  const before = boardOf(answer([row('b', 2), row('a', 1)]))
  const after = withChanged(before, [row('a', 1, { state: 'confirmed' }), row('x', 9)])
  expect(after.rows.get('a')?.state).toBe('confirmed')
  expect(after.rows.has('x')).toBe(false)
})
