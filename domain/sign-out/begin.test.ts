import { expect, it } from 'vitest'
import { firstState, type Beginning } from './begin.ts'

const linked: Beginning = {
  originalDeviceId: 'dev_o',
  callerDeviceId: 'dev_other',
  forced: false,
  originalAfter: 'active',
}

it('[SO10] a session that signed in by itself asks nobody', () => {
  expect(firstState({ ...linked, originalDeviceId: null })).toEqual({ state: 'waiting', decision: null })
})

it('[SO10] a linked session waits for its original', () => {
  expect(firstState(linked)).toEqual({ state: 'awaiting-original', decision: 'pending' })
  expect(firstState({ ...linked, callerDeviceId: null })).toEqual({ state: 'awaiting-original', decision: 'pending' })
})

it('[SO11] the original itself needs to ask nobody', () => {
  expect(firstState({ ...linked, callerDeviceId: 'dev_o' })).toEqual({ state: 'waiting', decision: 'asked' })
})

it('[SO11] an original that has gone, or goes in the same commit, blocks nothing', () => {
  expect(firstState({ ...linked, originalAfter: 'gone' })).toEqual({ state: 'waiting', decision: 'gone' })
  expect(firstState({ ...linked, originalAfter: 'ended-too' })).toEqual({ state: 'waiting', decision: 'ended-too' })
})

it('[SO12] an admin, a suspension, an expiry and a restore force it', () => {
  for (const originalAfter of ['active', 'gone', 'ended-too'] as const)
    expect(firstState({ ...linked, forced: true, callerDeviceId: null, originalAfter })).toEqual({
      state: 'waiting',
      decision: 'forced',
    })
})
