import { expect, it } from 'vitest'
import { apiQuery, filtersOf } from './live-filters.ts'

it('reads what it knows of an address and leaves out the rest', () => {
  const given = {
    state: 'waiting,nonsense,failed',
    kind: 'fridge',
    query: ' 李 ',
    minLagMs: '-3',
    mark: 'overdue',
    more: 'x',
  }
  const filters = filtersOf(given)
  expect(filters).toEqual({
    state: ['waiting', 'failed'],
    mark: 'overdue',
    query: '李',
    kind: undefined,
    departmentId: undefined,
    by: undefined,
    minLagMs: undefined,
  })
  expect(apiQuery(filters)).toBe('?state=waiting%2Cfailed&mark=overdue&query=%E6%9D%8E')
  expect(apiQuery(filtersOf({}))).toBe('')
  expect(filtersOf(Object.fromEntries(new URLSearchParams(apiQuery(filters))))).toEqual(filters)
})
