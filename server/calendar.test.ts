import { expect, it } from 'vitest'
import { chinaDay, reviewDates } from '#domain/exit/working-days.ts'
import { isChineseWorkingDay } from './calendar.ts'

it('[EX30] a review is counted in Chinese working days, from the day after it was submitted', () => {
  const review = reviewDates('2025-09-30', [3, 7], isChineseWorkingDay)
  expect(review).toEqual({ submittedAt: '2025-09-30', earliest: '2025-10-11', latest: '2025-10-16', known: true })
  expect(reviewDates('2026-03-02', [3, 7], isChineseWorkingDay)).toMatchObject({
    earliest: '2026-03-05',
    latest: '2026-03-11',
  })
  expect(reviewDates('2026-03-02', [0, 1], isChineseWorkingDay)).toMatchObject({
    earliest: '2026-03-02',
    latest: '2026-03-03',
  })
})

it('[EX31] where the calendar ends, weekends alone are counted and it says so', () => {
  expect(reviewDates('2091-09-28', [3, 7], isChineseWorkingDay)).toEqual({
    submittedAt: '2091-09-28',
    earliest: '2091-10-03',
    latest: '2091-10-09',
    known: false,
  })
})

it('[EX30] a day is a day in China', () => {
  expect(chinaDay(Date.parse('2025-09-30T15:59:59.999Z'))).toBe('2025-09-30')
  expect(chinaDay(Date.parse('2025-09-30T16:00:00.000Z'))).toBe('2025-10-01')
})
