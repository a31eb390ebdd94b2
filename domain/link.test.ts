import { expect, it } from 'vitest'
import { CODE_ALPHABET, linkStanding, normalizeUserCode, showUserCode, type Link } from './link.ts'

const link: Link = {
  id: 'lnk_1',
  userCode: 'BCDFGHJK',
  checkNumber: '47',
  ip: null,
  createdAt: 0,
  expiresAt: 300_000,
  state: 'open',
  memberId: null,
  scannedBy: null,
  wrongNumbers: 0,
  decidedAt: null,
  approverSessionId: null,
  approverDeviceId: null,
  sessionId: null,
  intervalS: 2,
  polledAt: null,
  claim: {
    kind: 'phone',
    os: 'ios',
    name: 'x',
    model: null,
    appVersion: null,
    installId: 'i',
    publicKey: { kty: 'OKP', crv: 'Ed25519', x: 'A' },
  },
}

it('[SL20] a code is read whatever its case, spaces and dash', () => {
  for (const text of ['BCDF-GHJK', 'bcdfghjk', ' bcdf ghjk ', 'BCDF–GHJK', 'b c d f-g h j k'])
    expect(normalizeUserCode(text)).toBe('BCDFGHJK')
  expect(showUserCode('BCDFGHJK')).toBe('BCDF-GHJK')
})

it('[SL20] what cannot be a code is none', () => {
  for (const text of [
    '',
    'BCDF-GHJ',
    'BCDF-GHJKL',
    'ACDF-GHJK',
    'BCDF-GHJ1',
    '１２３４５６７８',
    'ΒCDFGHJK',
    '\u0000BCDFGHJ',
  ])
    expect(normalizeUserCode(text)).toBeNull()
})

it('[SL20] the alphabet has no vowels and is what RFC 8628, part 6.1, advises', () => {
  expect(CODE_ALPHABET).toHaveLength(20)
  expect(CODE_ALPHABET).not.toMatch(/[AEIOUY\d]/)
  expect(new Set(CODE_ALPHABET).size).toBe(20)
})

it('[SL21] a link is open until it expires, is decided, or burnt', () => {
  expect(linkStanding(link, 299_999)).toBe('open')
  expect(linkStanding(link, 300_000)).toBe('code_expired')
  expect(linkStanding({ ...link, state: 'burnt' }, 0)).toBe('code_burnt')
  expect(linkStanding({ ...link, state: 'burnt' }, 300_000)).toBe('code_burnt')
  for (const state of ['approved', 'denied', 'redeemed'] as const)
    expect(linkStanding({ ...link, state }, 0)).toBe('already_decided')
})
