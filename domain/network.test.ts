import { expect, it } from 'vitest'
import { networkOf } from './network.ts'

it('[LD1] counts an IPv4 address by itself, and an IPv6 one by its /64', () => {
  expect(networkOf('203.0.113.9')).toBe('203.0.113.9')
  expect(networkOf('::1')).toBe('0:0:0:0::/64')
  for (const same of [
    '2001:db8:0:7::1',
    '2001:DB8::7:ffff:1:2:3',
    '2001:0db8:0000:0007:1:2:3:4',
    '2001:db8:0:7::1%eth0',
  ])
    expect(networkOf(same), same).toBe('2001:db8:0:7::/64')
  expect(networkOf('2001:db8:0:8::1')).toBe('2001:db8:0:8::/64')
})
