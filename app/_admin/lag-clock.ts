/** A lag in a dense table: `04:38`, `1:02:03`; from a day on `2 d 03 h`, which nobody reads to the second. */
export function lagClock(spanMs: number, dayUnit: string, hourUnit: string): string {
  const s = Math.max(0, Math.floor(spanMs / 1000))
  const two = (n: number) => String(n).padStart(2, '0')
  const [days, hours, minutes] = [Math.floor(s / 86_400), Math.floor(s / 3600) % 24, Math.floor(s / 60) % 60]
  if (days > 0) return `${days}${dayUnit}${two(hours)}${hourUnit}`
  return hours > 0 ? `${hours}:${two(minutes)}:${two(s % 60)}` : `${two(minutes)}:${two(s % 60)}`
}
