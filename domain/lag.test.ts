import { expect, it } from 'vitest'
import { LAG_BUCKETS_MS, lagHistogram, lagLabel, lagMs, percentile } from './lag.ts'
import { DEFAULT_POLICY } from './policy.ts'

const MINUTE = 60_000

it('[SO40] lag runs from the end of access to the proof, of a waived one to its closing, else to now', () => {
  expect(lagMs(100, 400, null, 900)).toBe(300)
  expect(lagMs(100, null, 500, 900)).toBe(400)
  expect(lagMs(100, 400, 500, 900)).toBe(300)
  expect(lagMs(100, null, null, 900)).toBe(800)
})

it('[SO40] lag is never negative (I8)', () => {
  expect(lagMs(100, 50, null, 900)).toBe(0)
  expect(lagMs(100, null, null, 0)).toBe(0)
})

it.each([
  [2, 'faster'],
  [3, 'usual'],
  [4, 'usual'],
  [14, 'usual'],
  [15, 'usual'],
  [16, 'overdue'],
])('[SO41] %i minutes are %s (guide 4.6)', (minutes, label) => {
  expect(lagLabel(minutes * MINUTE, DEFAULT_POLICY.lagBand)).toBe(label)
})

it('[SO42] percentiles are nearest ranks of what was measured', () => {
  const lags = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]
  expect([0, 0.5, 0.95, 1].map((p) => percentile(lags, p))).toEqual([1, 5, 10, 10])
  expect(percentile([], 0.5)).toBeNull()
})

it('[SO42] the histogram counts each lag once; a bucket holds its upper end', () => {
  const lags = [0, 10_000, 10_001, 900_000, 10 ** 9]
  const histogram = lagHistogram(lags)
  expect(histogram).toHaveLength(LAG_BUCKETS_MS.length + 1)
  expect(histogram.reduce((sum, { count }) => sum + count, 0)).toBe(lags.length)
  expect(histogram[0]).toEqual({ uptoMs: 10_000, count: 2 })
  expect(histogram.at(-1)).toEqual({ uptoMs: null, count: 1 })
})
