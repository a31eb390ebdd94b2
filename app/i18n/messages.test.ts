import { readFileSync } from 'node:fs'
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
it('no message is carried that no page can ask for', { timeout: 60_000 }, () => {
  // Every source file is parsed: a second on a quiet machine, ten on a busy one.
  expect(unusedKeys(leaves(en).map(([key]) => key))).toEqual([])
})

it.each(['en', 'zh-CN'])('no key stands twice in %s: the second would win in silence', (locale) => {
  const text = readFileSync(new URL(`../messages/${locale}.json`, import.meta.url), 'utf8')
  const seen = new Set<string>()
  const twice: string[] = []
  const path: string[] = []
  for (const line of text.split('\n')) {
    const [, key, opens] = /^\s*"([^"]+)": (\{)?/.exec(line) ?? []
    if (key === undefined) {
      if (/^\s*\},?$/.test(line)) path.pop()
      continue
    }
    const name = [...path, key].join('.')
    if (seen.has(name)) twice.push(name)
    seen.add(name)
    if (opens !== undefined) path.push(key)
  }
  expect(twice).toEqual([])
})

function leaves(tree: Tree, at = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[at + key, value] as [string, string]] : leaves(value, `${at}${key}.`),
  )
}
