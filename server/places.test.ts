import { describe, expect, it } from 'vitest'
import { placeCode } from '#domain/place.ts'
import { places } from './places.ts'

describe('[TL1] roughly where an address is', () => {
  it.each([
    ['114.114.114.114', 'CN'],
    ['::ffff:114.114.114.114', 'CN'],
    ['8.8.8.8', 'US'],
    ['193.0.6.139', 'NL'],
    ['10.1.2.3', 'private'],
    ['172.31.255.255', 'private'],
    ['192.168.1.7', 'private'],
    ['100.64.0.9', 'private'],
    ['127.0.0.1', 'private'],
    ['::1', 'private'],
    ['fd12:3456::1', 'private'],
    ['fe80::1', 'private'],
    ['2409:8a55::1', null],
    ['not an address', null],
    ['999.1.1.1', null],
    [null, null],
  ])('%s is %s', (ip, code) => expect(placeCode(places.of(ip))).toBe(code))
})
