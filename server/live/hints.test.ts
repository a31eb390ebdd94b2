import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pack, unpack, type Hint } from './hints.ts'

const id = fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' }).filter((text) => text.length <= 128)
const hint: fc.Arbitrary<Hint> = fc.oneof(
  fc.tuple(fc.constant('ring' as const), id),
  fc.tuple(fc.constant('check' as const), id),
  fc.tuple(fc.constantFrom('resend' as const, 'moved' as const, 'device' as const), id, id),
)
const encoded = (hints: readonly Hint[]) => hints.map((one) => JSON.stringify(one))

describe('[ND4] hints between nodes', () => {
  it('arrive whole and in order, each text under 8,000 bytes', () => {
    fc.assert(
      fc.property(fc.array(hint, { maxLength: 400 }), (hints) => {
        const texts = pack('node-a', encoded(hints))
        for (const text of texts) expect(Buffer.byteLength(text)).toBeLessThan(8_000)
        expect(texts.flatMap((text) => unpack(text, 'node-b'))).toEqual(hints)
        expect(texts.flatMap((text) => unpack(text, 'node-a'))).toEqual([])
      }),
    )
  })

  it('that nobody understands are none, and spoil no others', () => {
    for (const text of ['', 'x', 'null', '[]', '{"from":"a"}', '{"from":"a","hints":"b"}', '{"hints":[["ring","s"]]}'])
      expect(unpack(text, 'node-b')).toEqual([])
    const mixed = ['["ring"]', '["become-admin","x"]', '["ring","mem_1"]', '{"__proto__":1}', '["ring",["mem_2"]]']
    expect(pack('node-a', mixed).flatMap((text) => unpack(text, 'node-b'))).toEqual([['ring', 'mem_1']])
    expect(unpack(`{"from":"a","hints":[["ring","${'x'.repeat(200)}"]]}`, 'node-b')).toEqual([])
  })
})
