import { expect, it } from 'vitest'
import { encodingOf } from './encoding.ts'

const bytes = (...all: number[]) => Uint8Array.from(all).buffer

it('[EP7] a file is UTF-8 where it reads as that, else GBK, else neither', () => {
  expect(encodingOf(bytes(0xef, 0xbb, 0xbf, 0x61))).toBe('UTF-8')
  expect(encodingOf(bytes(0xbf, 0xcd, 0xbb, 0xa7))).toBe('GBK')
  expect(encodingOf(bytes(0xff, 0xff))).toBeNull()
})
