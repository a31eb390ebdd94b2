import { describe, expect, test } from 'vitest'
import { DEFAULT_POLICY } from '#domain/policy.ts'
import { setUpBody } from '#protocol/set-up.ts'
import { bodyOf, emptyDraft, errorsByField, FIELDS, stepOf } from './draft.ts'

const typed = {
  ...emptyDraft('zh-CN', DEFAULT_POLICY),
  code: 'abc',
  timeZone: 'Asia/Shanghai',
  name: '李娜',
  email: 'li.na@example.com',
  password: 'correct horse',
  company: '示例公司',
}

describe('what the wizard sends', () => {
  test('is what the contract takes, and keeps the defaults that were not touched', () => {
    const body = setUpBody.parse(bodyOf(typed))
    expect(body.policy).toMatchObject({
      limit: 5,
      lagBand: DEFAULT_POLICY.lagBand,
      overdueAfterMs: DEFAULT_POLICY.overdueAfterMs,
      reviewDays: [3, 7],
    })
  })

  test('calls a sign-out overdue when the usual time is over', () => {
    expect(bodyOf({ ...typed, bandHigh: '20' }).policy.overdueAfterMs).toBe(20 * 60_000)
  })
})

describe('errors of the server', () => {
  test('come to their own fields, and the first step with one is shown', () => {
    const errors = errorsByField([
      { field: 'policy.lagBand', detail: 'no' },
      { field: 'owner.email', detail: 'not an address' },
      { field: 'elsewhere', detail: 'unknown' },
    ])
    expect(errors).toEqual({ bandHigh: 'no', email: 'not an address' })
    expect(stepOf(errors)).toBe('owner')
    expect(stepOf({})).toBeNull()
  })

  test('every typed field stands on exactly one step', () => {
    expect(Object.values(FIELDS).flat().toSorted()).toEqual(Object.keys(typed).toSorted())
  })
})
