import type { Review } from './run.ts'

/** What is known of a day of the Chinese calendar; null beyond the calendar's data. A port: the domain has no calendar. */
export type IsWorkingDay = (day: string) => boolean | null

/** The day of an instant in China, which has one time zone and no summer time: `YYYY-MM-DD`. */
export function chinaDay(at: number): string {
  return new Date(at + 8 * 60 * 60_000).toISOString().slice(0, 10)
}

function nextDay(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 24 * 60 * 60_000).toISOString().slice(0, 10)
}

/**
 * When a review that is submitted on this day may be decided: from the `first` to the `last` working day after it (guide statement 8.5).
 * `known: false` when the calendar's data ends before: then weekends alone are counted, and people are told so.
 */
export function reviewDates(
  submitted: string,
  [first, last]: readonly [number, number],
  isWorkingDay: IsWorkingDay,
): Review & { readonly known: boolean } {
  let known = true
  const works = (day: string) => {
    const said = isWorkingDay(day)
    if (said !== null) return said
    known = false
    return ![0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay())
  }
  let day = submitted
  let earliest = submitted
  for (let counted = 0; counted < last;) {
    day = nextDay(day)
    if (!works(day)) continue
    counted += 1
    if (counted === first) earliest = day
  }
  return { submittedAt: submitted, earliest, latest: day, known }
}
