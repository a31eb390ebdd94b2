/** An address as it is shown in lists: enough to recognise one's own network, no more (`113.108.x.x`, `2409:8a55:x`). */
export function maskedAddress(ip: string): string {
  if (ip === '::1' || ip.startsWith('127.')) return ip
  const v4 = /(\d+)\.(\d+)\.\d+\.\d+$/.exec(ip)
  if (v4 !== null) return `${v4[1]}.${v4[2]}.x.x`
  return `${ip.split(':').slice(0, 2).join(':')}:x`
}
