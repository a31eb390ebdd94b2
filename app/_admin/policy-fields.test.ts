import { expect, it } from 'vitest'
import { DEFAULT_POLICY } from '#domain/policy.ts'
import { changedNames, inUnit, POLICY_NAMES, rebased } from './policy-fields.ts'

it('shows every value of the policy', () => {
  expect([...POLICY_NAMES].sort()).toEqual(Object.keys(DEFAULT_POLICY).sort())
})

it('keeps my changes on top of what somebody else saved meanwhile', () => {
  const mine = { ...DEFAULT_POLICY, limit: 7, lagBand: [1, 2] as const }
  const theirs = { ...DEFAULT_POLICY, limit: 9, ipRetentionDays: 10 }
  expect(changedNames(DEFAULT_POLICY, mine)).toEqual(['limit', 'lagBand'])
  expect(rebased(DEFAULT_POLICY, mine, theirs)).toEqual({
    ...DEFAULT_POLICY,
    limit: 7,
    lagBand: [1, 2],
    ipRetentionDays: 10,
  })
})

it('writes milliseconds in the unit of the page', () => {
  expect(inUnit(900_000, 60_000)).toBe(15)
  expect(inUnit(90_500, 60_000)).toBe(1.51)
})
