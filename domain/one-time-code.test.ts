import { expect, it } from 'vitest'
import { otpauthUri, shownRecovery, STEP_MS, stepOf, typedCode, typedRecovery } from './one-time-code.ts'

const codeOf = (step: number) => String(step).padStart(6, '0')

it('[SE4] a code is good for its step and one to either side, and once', () => {
  const now = 100 * STEP_MS + 1
  for (const [step, expected] of [
    [98, null],
    [99, 99],
    [100, 100],
    [101, 101],
    [102, null],
  ] as const)
    expect([step, stepOf(codeOf(step), now, 0, codeOf)]).toEqual([step, expected])
  expect(stepOf(codeOf(100), now, 100, codeOf)).toBeNull()
  expect(stepOf(codeOf(99), now, 100, codeOf)).toBeNull()
  expect(stepOf(codeOf(101), now, 100, codeOf)).toBe(101)
})

it('[SE4] an app is told the secret, the account and whose it is', () => {
  expect(otpauthUri('ABC', 'li@example.com', '示例 & Co')).toBe(
    'otpauth://totp/%E7%A4%BA%E4%BE%8B%20%26%20Co:li%40example.com?secret=ABC&issuer=%E7%A4%BA%E4%BE%8B%20%26%20Co&algorithm=SHA1&digits=6&period=30',
  )
})

it('[SE5] a recovery code is read as people type it', () => {
  const shown = shownRecovery('BCDFGHJKLMNPQRS')
  expect(shown).toBe('BCDFG-HJKLM-NPQRS')
  for (const typed of [shown, shown.toLowerCase(), ' bcdfg hjklm npqrs '])
    expect(typedRecovery(typed)).toBe('BCDFGHJKLMNPQRS')
  for (const other of ['', '123456', 'BCDFG-HJKLM', 'ACDFG-HJKLM-NPQRS']) expect(typedRecovery(other)).toBeNull()
  expect([typedCode('123 456'), typedCode('12345'), typedCode('12345a')]).toEqual(['123456', null, null])
})
