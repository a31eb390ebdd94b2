/** How far a zone's clocks are ahead of UTC at an instant, in milliseconds. */
function aheadMs(at: number, zone: string): number {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
    hourCycle: 'h23',
  }).formatToParts(at)
  const of = (type: string) => Number(parts.find((part) => part.type === type)?.value)
  const local = Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'))
  return local - Math.floor(at / 1000) * 1000
}

/** The instant at which a day (`2026-03-29`) begins in a zone; where its midnight is skipped, the first instant after. */
export function dayStart(day: string, zone: string): number {
  const utc = Date.parse(`${day}T00:00:00Z`)
  const near = utc - aheadMs(utc, zone)
  return utc - aheadMs(near, zone)
}

/** The last millisecond of a day in a zone. */
export function dayEnd(day: string, zone: string): number {
  const next = new Date(Date.parse(`${day}T00:00:00Z`) + 24 * 60 * 60_000).toISOString().slice(0, 10)
  return dayStart(next, zone) - 1
}
