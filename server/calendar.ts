import chineseDays from 'chinese-days'
import type { IsWorkingDay } from '#domain/exit/working-days.ts'

/** Whether the calendar has been given this year's holidays: then the first of October is one by name. */
function hasYear(year: string): boolean {
  return chineseDays.getDayDetail(`${year}-10-01`).name.includes(',')
}

/** Working days of China, moved ones (调休) included; null for a year whose holidays are not announced yet. */
export const isChineseWorkingDay: IsWorkingDay = (day) =>
  hasYear(day.slice(0, 4)) ? chineseDays.getDayDetail(day).work : null
