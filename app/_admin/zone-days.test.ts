import { expect, it } from 'vitest'
import { dayEnd, dayStart } from './zone-days.ts'

const iso = (at: number) => new Date(at).toISOString()

it('[AD6] a day begins and ends where the organisation is', () => {
  expect(iso(dayStart('2026-11-22', 'Asia/Shanghai'))).toBe('2026-11-21T16:00:00.000Z')
  expect(iso(dayEnd('2026-11-22', 'Asia/Shanghai'))).toBe('2026-11-22T15:59:59.999Z')
  expect(iso(dayStart('2026-11-22', 'America/New_York'))).toBe('2026-11-22T05:00:00.000Z')
})

it('a day on which the clocks change is 23 or 25 hours long', () => {
  const hours = (day: string) => (dayEnd(day, 'Europe/Berlin') + 1 - dayStart(day, 'Europe/Berlin')) / 3_600_000
  expect(hours('2026-03-29')).toBe(23)
  expect(hours('2026-10-25')).toBe(25)
  expect(hours('2026-11-22')).toBe(24)
})
