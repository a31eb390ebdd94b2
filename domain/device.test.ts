import { expect, it } from 'vitest'
import { cleanName } from './device.ts'

it('[SL10] a name that people gave stays as it is', () => {
  for (const name of ['王芳的 iPad', 'Müller’s MacBook Pro', 'ThinkPad X1 (work)', '📱 phone'])
    expect(cleanName(name)).toBe(name)
})

it('[SL10] a name cannot forge a log line, turn the page around, or hide (quality.md, G9)', () => {
  expect(cleanName('a\n{"level":"error"}')).toBe('a {"level":"error"}')
  expect(cleanName('\u001b[31mred\u001b[0m')).toBe('[31mred [0m')
  expect(cleanName('exe\u202Efdp.x')).toBe('exe fdp.x')
  expect(cleanName('\u200b\u2066 \ufeff\u0000\u0085')).toBe('')
  expect(cleanName('  a \t\r\n b  ')).toBe('a b')
})

it('[SL10] a name has at most 64 characters, and is not cut inside of one', () => {
  expect(cleanName('x'.repeat(65))).toHaveLength(64)
  expect([...cleanName('😀'.repeat(65))]).toHaveLength(64)
})

it('[SL10] the same letters are the same name, however they were typed', () => {
  expect(cleanName('Mu\u0308ller')).toBe('M\u00fcller')
})
