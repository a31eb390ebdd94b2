import type { Locale } from '#app/i18n/locale.ts'

/** Whose times: the language and the zone of the page. */
export type TimeStyle = { readonly locale: Locale; readonly zone: string }
type At = number | string

const formats = new Map<string, Intl.DateTimeFormat>()
function format({ locale, zone }: TimeStyle, name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${zone} ${name}`
  const found = formats.get(key)
  if (found !== undefined) return found
  const made = new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : 'zh-CN', { timeZone: zone, ...options })
  formats.set(key, made)
  return made
}
const ms = (at: At) => (typeof at === 'number' ? at : Date.parse(at))

/** `10:02:03` */
export function clock(at: At, style: TimeStyle): string {
  return format(style, 'clock', { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' }).format(
    ms(at),
  )
}

/** `10:02` */
export function clockShort(at: At, style: TimeStyle): string {
  return format(style, 'short', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(ms(at))
}

/** `1 Jun 2025` / `2025年6月1日` */
export function day(at: At, style: TimeStyle): string {
  return format(style, 'day', {
    year: 'numeric',
    month: style.locale === 'en' ? 'short' : 'long',
    day: 'numeric',
  }).format(ms(at))
}

/** The same of a date that has no clock and no zone, such as `2025-06-01`. */
export const calendarDay = (date: string, style: TimeStyle): string =>
  day(`${date}T00:00:00Z`, { ...style, zone: 'UTC' })

/** `1 Jun 2025, 09:16` / `2025年6月1日 09:16` */
export function dateTime(at: At, style: TimeStyle, withSeconds = false): string {
  const time = withSeconds ? clock(at, style) : clockShort(at, style)
  return style.locale === 'en' ? `${day(at, style)}, ${time}` : `${day(at, style)} ${time}`
}

/** The clock alone on the same day as `now`, else day and clock: what a person needs to find the moment. */
export function moment(at: At, now: number, style: TimeStyle): string {
  return day(at, style) === day(now, style) ? clock(at, style) : dateTime(at, style, true)
}

/** The same without seconds, for what needs no more. */
export function momentShort(at: At, now: number, style: TimeStyle): string {
  return day(at, style) === day(now, style) ? clockShort(at, style) : dateTime(at, style)
}

const relative = new Map<Locale, Intl.RelativeTimeFormat>()
/** `3 minutes ago`, `yesterday` / `3分钟前`, `昨天`. Under a minute it is `now`. */
export function ago(at: At, now: number, locale: Locale): string {
  const format = relative.get(locale) ?? new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  relative.set(locale, format)
  const s = Math.max(0, (now - ms(at)) / 1000)
  if (s < 60) return locale === 'en' ? 'just now' : '刚刚'
  if (s < 3600) return format.format(-Math.floor(s / 60), 'minute')
  if (s < 86_400) return format.format(-Math.floor(s / 3600), 'hour')
  return format.format(-Math.floor(s / 86_400), 'day')
}

/**
 * `4 min 38 s`, `2 h 5 min`, `3 d 2 h` / `4分38秒`, `2小时5分钟`, `3天2小时`. Two units at most, rounded down. A number and its unit stay on one
 * line.
 */
export function duration(spanMs: number, locale: Locale): string {
  const s = Math.max(0, Math.floor(spanMs / 1000))
  const parts = [Math.floor(s / 86_400), Math.floor((s % 86_400) / 3600), Math.floor((s % 3600) / 60), s % 60]
  const units = locale === 'en' ? ['\u00a0d', '\u00a0h', '\u00a0min', '\u00a0s'] : ['天', '小时', '分', '秒']
  const first = parts.findIndex((n) => n > 0)
  if (first === -1) return `0${units[3]}`
  const said = [first, first + 1]
    .filter((i) => i < 4 && (i === first || (parts[i] ?? 0) > 0))
    .map((i) => `${parts[i]}${units[i]}`)
  // 4分38秒, but 16分钟: a minute that ends the span is said in full.
  return locale === 'en' ? said.join(' ') : said.join('').replace(/分$/, '分钟')
}

/** `81 MB`, `1.2 GB`: thousands, as storage is sold, one decimal below ten. */
export function bytes(count: number): string {
  const units = ['B', 'KB', 'MB', 'GB', 'TB']
  let value = count
  let unit = 0
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000
    unit += 1
  }
  const shown = unit > 0 && value < 9.95 && value > 0 ? Math.round(value * 10) / 10 : Math.round(value)
  return `${shown}\u00a0${units[unit]}`
}
