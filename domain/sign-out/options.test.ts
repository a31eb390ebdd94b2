import { expect, it } from 'vitest'
import { DEVICE_KINDS, DEVICE_OSES } from '../device.ts'
import {
  OPTION_NAMES,
  optionNotFor,
  optionsOf,
  resolveOptions,
  stricter,
  type OptionName,
  type SignOutOptions,
} from './options.ts'

const WEB = { kind: 'web', os: 'other' } as const
const PHONE = { kind: 'phone', os: 'ios' } as const
const LINUX = { kind: 'desktop', os: 'linux' } as const
const MAC = { kind: 'desktop', os: 'macos' } as const

it('[SO20] each kind of device has the options of the table', () => {
  const expected = (kind: string, os: string): OptionName[] => {
    if (kind === 'web') return ['unbind']
    if (kind !== 'desktop') return ['keepRecords', 'clearCache', 'unbind']
    return ['keepRecords', 'clearCache', 'unbind', os === 'macos' ? 'cleanup' : 'exit']
  }
  for (const kind of DEVICE_KINDS)
    for (const os of DEVICE_OSES) expect([...optionsOf({ kind, os })]).toEqual(expected(kind, os))
})

it('[SO21] nothing said is the standard sign-out: caches stay, but a browser’s go', () => {
  const standard = { keepRecords: false, clearCache: false, unbind: false, exit: null, cleanup: null }
  expect(resolveOptions(PHONE, {})).toEqual(standard)
  expect(resolveOptions(WEB, {})).toEqual({ ...standard, clearCache: true })
  expect(resolveOptions(LINUX, {})).toEqual({ ...standard, exit: 'full' })
  expect(resolveOptions(MAC, {})).toEqual({ ...standard, cleanup: 'basic' })
})

it('[SO22] an option that a device does not have is named, and left out where many are meant', () => {
  expect(optionNotFor(WEB, { keepRecords: true })).toBe('keepRecords')
  expect(optionNotFor(WEB, { keepRecords: false })).toBeNull()
  expect(optionNotFor(MAC, { exit: 'full' })).toBe('exit')
  expect(optionNotFor(LINUX, { cleanup: 'basic' })).toBe('cleanup')
  expect(optionNotFor(LINUX, { exit: 'quick', keepRecords: true, clearCache: true })).toBeNull()
  expect(resolveOptions(WEB, { keepRecords: true, exit: 'quick', cleanup: 'full' })).toEqual(resolveOptions(WEB, {}))
})

const ALL: SignOutOptions[] = [true, false].flatMap((keepRecords) =>
  [true, false].flatMap((clearCache) =>
    [true, false].flatMap((unbind) =>
      [
        ['full', null],
        ['quick', null],
        [null, 'basic'],
        [null, 'deep'],
        [null, 'full'],
        [null, null],
      ].map(([exit, cleanup]) => ({ keepRecords, clearCache, unbind, exit, cleanup }) as SignOutOptions),
    ),
  ),
)
const LEVELS = { basic: 0, deep: 1, full: 2 }

it('[SO23] asking again makes options stricter and never looser, and asking twice changes nothing more', () => {
  for (const present of ALL)
    for (const asked of ALL) {
      const next = stricter(present, asked)
      expect(next.keepRecords && !present.keepRecords).toBe(false)
      expect(present.clearCache && !next.clearCache).toBe(false)
      expect(present.unbind && !next.unbind).toBe(false)
      expect(present.exit === 'full' && next.exit !== 'full').toBe(false)
      if (present.cleanup && next.cleanup) expect(LEVELS[next.cleanup]).toBeGreaterThanOrEqual(LEVELS[present.cleanup])
      expect(
        (next.exit === null) === (present.exit === null) && (next.cleanup === null) === (present.cleanup === null),
      ).toBe(true)
      expect(stricter(next, asked)).toBe(next)
      if (OPTION_NAMES.every((name) => next[name] === present[name])) expect(next).toBe(present)
    }
})
