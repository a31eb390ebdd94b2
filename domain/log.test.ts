import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { canonicalJson, chain, entryVerifies, GENESIS, type Entry } from './log.ts'

const sha256 = (text: string) => createHash('sha256').update(text, 'utf8').digest('base64url')

it('[LG1] RFC 8785, part 3.2.2: literals, numbers and strings as ECMAScript writes them', () => {
  const numbers = [Number('333333333.33333329'), 1e30, 4.5, 2e-3, 0.000000000000000000000000001]
  const value = { numbers, string: '\u20ac$\u000f\u000aA\'\u0042\u0022\u005c\\"/', literals: [null, true, false] }
  expect(canonicalJson(value)).toBe(
    String.raw`{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}`,
  )
})

it('[LG1] RFC 8785, part 3.2.3: members are sorted by UTF-16 code units', () => {
  const value = {
    '\u20ac': 'Euro Sign',
    '\r': 'Carriage Return',
    '\ufb33': 'Hebrew Letter Dalet With Dagesh',
    1: 'One',
    '\ud83d\ude00': 'Emoji',
    '\u0080': 'Control',
    ö: 'Latin',
  }
  const names = Object.keys(JSON.parse(canonicalJson(value)) as object)
  expect(canonicalJson(value).match(/"([A-Z][^"]*)"/g)).toEqual(
    ['Carriage Return', 'One', 'Control', 'Latin', 'Euro Sign', 'Emoji', 'Hebrew Letter Dalet With Dagesh'].map(
      (text) => `"${text}"`,
    ),
  )
  expect(names).toHaveLength(7)
})

it.each([
  [0, '0'],
  [-0, '0'],
  [5e-324, '5e-324'],
  [1.7976931348623157e308, '1.7976931348623157e+308'],
  [9007199254740992, '9007199254740992'],
  [1e21, '1e+21'],
  [9.999999999999997e22, '9.999999999999997e+22'],
  [0.000001, '0.000001'],
  [1e-7, '1e-7'],
])('[LG1] RFC 8785, appendix B: %d is %s', (number, text) => {
  expect(canonicalJson(number)).toBe(text)
})

it('[LG1] nothing that is no JSON gets a hash', () => {
  for (const bad of [Number.NaN, Infinity, undefined, () => 0, 1n, Symbol('x')])
    expect(() => canonicalJson(bad)).toThrow(TypeError)
  expect(canonicalJson({ a: undefined, b: [undefined] })).toBe('{"b":[null]}')
})

it('[LG1] the same data in another order is the same text, and reading it back changes nothing', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = canonicalJson(value)
      expect(canonicalJson(JSON.parse(text))).toBe(text)
      if (value !== null && typeof value === 'object' && !Array.isArray(value))
        expect(canonicalJson(Object.fromEntries(Object.entries(value).toReversed()))).toBe(text)
    }),
  )
})

const news = [1, 2, 3].map((i) => ({ type: 'sign-out.received', data: { i, name: '王' } }))
const chained = (now: number) => chain('mem_1', GENESIS, news, now, ['a', 'b', 'c'], sha256)
function verifies(entries: readonly Entry[]): boolean {
  return entries.every((entry, i) => entryVerifies(entries[i - 1]?.hash ?? GENESIS.hash, entry, sha256))
}

it('[LG2] entries are numbered from one and chained to the one before', () => {
  const entries = chained(1000)
  expect(entries.map(({ seq, at }) => [seq, at])).toEqual([
    [1, 1000],
    [2, 1000],
    [3, 1000],
  ])
  expect(verifies(entries)).toBe(true)
  const last = entries.at(-1)
  const more = chain('mem_1', last ?? GENESIS, news, 900, ['d', 'e', 'f'], sha256)
  expect(more.map(({ seq, at }) => [seq, at])).toEqual([
    [4, 1000],
    [5, 1000],
    [6, 1000],
  ])
  expect(verifies([...entries, ...more])).toBe(true)
})

it('[LG3] the hash is SHA-256(previous ‖ RFC 8785({stream, seq, at, type, dataHash})), and dataHash SHA-256(salt ‖ RFC 8785(data))', () => {
  const [first] = chained(1000)
  const data = sha256('a{"i":1,"name":"王"}')
  expect(first?.dataHash).toBe(data)
  expect(first?.hash).toBe(
    sha256(`{"at":1000,"dataHash":"${data}","seq":1,"stream":"mem_1","type":"sign-out.received"}`),
  )
})

it('[LG4] data that was erased leaves a chain that verifies', () => {
  expect(verifies(chained(1000).map((entry, i) => (i === 1 ? { ...entry, data: null, salt: null } : entry)))).toBe(true)
})

it('[LG5] any change is found', () => {
  const changes: Partial<Entry>[] = [
    { data: { i: 9 } },
    { at: 999 },
    { type: 'x' },
    { seq: 7 },
    { stream: 'mem_2' },
    { salt: 'z' },
    { dataHash: 'x' },
    { hash: 'x' },
  ]
  for (const change of changes)
    expect(verifies(chained(1000).map((entry, i) => (i === 1 ? { ...entry, ...change } : entry)))).toBe(false)
  expect(verifies(chained(1000).filter((_, i) => i !== 1))).toBe(false)
  expect(verifies(chained(1000).toReversed())).toBe(false)
})
