import { expect, it } from 'vitest'
import { createHandshakeLimit } from './handshake-limit.ts'

let at = 1_000_000
const limit = (burst: number, perSecond: number, all = { burst: 1_000, perSecond: 1_000 }) =>
  createHandshakeLimit({ burst, perSecond }, all, () => at)
const times = <T>(count: number, work: () => T) => Array.from({ length: count }, work)

it('[LD1] strangers of one network have their burst, and then their rate; nobody else is refused for it', () => {
  const { take } = limit(10, 5)
  expect(times(20, () => take('a')).filter((taken) => taken !== null)).toHaveLength(10)
  expect(take('b')).not.toBeNull()
  at += 1_000
  expect(times(20, () => take('a')).filter((taken) => taken !== null)).toHaveLength(5)
})

it('[LD1] who proves a session gives back what it took: a storm of devices passes, however many they are', () => {
  const { take } = limit(10, 0)
  for (let device = 0; device < 10_000; device += 1) {
    const proven = take('a')
    expect(proven).not.toBeNull()
    proven?.()
  }
})

it('[LD1] what is given back never adds up to more than the burst', () => {
  const { take } = limit(3, 1_000)
  const taken = times(3, () => take('a'))
  at += 1_000
  taken.forEach((proven) => proven?.())
  expect(times(10, () => take('a')).filter((one) => one !== null)).toHaveLength(3)
})

it('[LD1] all networks together have a ceiling, and who was refused by it has lost nothing', () => {
  const { take } = limit(3, 0, { burst: 100, perSecond: 0 })
  const taken = times(5_000, () => at).map((_, i) => take(`n${i}`))
  expect(taken.filter((one) => one !== null)).toHaveLength(100)
  taken[0]?.()
  expect(take('n4999')).not.toBeNull()
})
