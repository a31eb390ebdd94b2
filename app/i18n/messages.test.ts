import compile from 'icu-minify/compile'
import { describe, expect, it } from 'vitest'
import { unusedKeys } from '#tests/support/message-keys.ts'
import en from '../messages/en.json' with { type: 'json' }
import zh from '../messages/zh-CN.json' with { type: 'json' }

type Tree = { readonly [key: string]: string | Tree }

describe.each([
  ['en', en],
  ['zh-CN', zh],
])('every message of %s', (_, catalog) => {
  it('compiles, as the build compiles it: a hyphen in a select key would stop it there', () => {
    const broken = leaves(catalog).flatMap(([key, text]) => {
      try {
        compile(text)
        return []
      } catch (error) {
        return [[key, String(error)]]
      }
    })
    expect(broken).toEqual([])
  })
})

// That a key which is asked for exists is the compiler's to say (next-intl.d.ts).
it('no message is carried that no page can ask for', () => {
  expect(unusedKeys(leaves(en).map(([key]) => key))).toEqual([])
})

function leaves(tree: Tree, at = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[at + key, value] as [string, string]] : leaves(value, `${at}${key}.`),
  )
}
