import { expect, it } from 'vitest'
import { summarise } from './measured.ts'

it('[GF3] a median is blank until five samples, and says how many there are', () => {
  expect(summarise([])).toEqual({ n: 0, median: null, low: null, high: null })
  expect(summarise([1, 2, 3, 4])).toEqual({ n: 4, median: null, low: null, high: null })
})

it('[GF3] the median and the middle half, in any order', () => {
  expect(summarise([9, 1, 5, 3, 7])).toEqual({ n: 5, median: 5, low: 3, high: 7 })
  expect(summarise([1, 2, 3, 4, 5, 6])).toEqual({ n: 6, median: 3.5, low: 2.25, high: 4.75 })
})
