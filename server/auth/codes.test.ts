import { expect, it } from 'vitest'
import { codes } from './codes.ts'

/** RFC 6238, appendix B, SHA-1: the secret is `12345678901234567890`; the last six of its eight digits. */
const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'

it.each([
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_234_567_890, '005924'],
  [2_000_000_000, '279037'],
  [20_000_000_000, '353130'],
])('[SE4] at %i seconds the code is %s', (seconds, code) => {
  expect(codes.of(SECRET, Math.floor(seconds / 30))).toBe(code)
})

it('[SE4] a secret has 160 bits, in letters that an app takes', () => {
  expect(codes.secret()).toMatch(/^[A-Z2-7]{32}$/)
  expect(codes.secret()).not.toBe(codes.secret())
})
