import { expect, it } from 'vitest'
import { isSpent } from './data-key.ts'

const DAY = 24 * 60 * 60_000
const held = { renewedAt: 100 * DAY, seenAt: 103 * DAY, days: 14 }

it('[LV5] the key is good for the policy’s days after the last contact, and not for a clock that was set back', () => {
  expect(isSpent(held, 103 * DAY)).toBe(false)
  expect(isSpent(held, 114 * DAY)).toBe(false)
  expect(isSpent(held, 114 * DAY + 1)).toBe(true)
  expect(isSpent(held, 103 * DAY - 60_000)).toBe(false)
  expect(isSpent(held, 102 * DAY)).toBe(true)
})
