import { expect, it } from 'vitest'
import { nextTry } from './letter.ts'

it('[MA3] a letter is tried again after ever longer waits, and given up after eight', () => {
  const waits = [1, 2, 3, 4, 5, 6, 7, 8].map((tries) => nextTry(tries, 0))
  expect(waits).toEqual(waits.toSorted((a, b) => (a ?? 0) - (b ?? 0)))
  expect(waits[0]).toBe(60_000)
  expect(nextTry(9, 0)).toBeNull()
})
