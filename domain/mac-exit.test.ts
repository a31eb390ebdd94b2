import { expect, it } from 'vitest'
import { isThorough, MAC_STEPS, untouchedMac } from './mac-exit.ts'

it('[LV6] a thorough exit is complete only with every step, the Keychain item too', () => {
  const { done } = untouchedMac('dev_1')
  const all = { quit: true, process: true, container: true, keychain: true }
  expect([isThorough({ done }), isThorough({ done: all })]).toEqual([false, true])
  for (const step of MAC_STEPS) expect([step, isThorough({ done: { ...all, [step]: false } })]).toEqual([step, false])
})
