import { describe, expect, it } from 'vitest'
import en from '../messages/en.json' with { type: 'json' }
import zh from '../messages/zh-CN.json' with { type: 'json' }
import { localeFor } from './locale.ts'

describe('the language of a page', () => {
  it.each([
    ['zh-CN', 'en', 'zh-CN'],
    ['en', 'zh-CN,zh;q=0.9', 'en'],
    [undefined, 'zh-TW,zh;q=0.9,en;q=0.8', 'zh-CN'],
    [undefined, 'en-GB,en;q=0.9,zh;q=0.1', 'en'],
    [undefined, 'fr,zh;q=0.3,en;q=0.5', 'en'],
    [undefined, 'de, zh;q=0', 'en'],
    [undefined, null, 'en'],
    ['../../etc', 'zh', 'zh-CN'],
  ])('chosen %s, accepted %s: %s', (chosen, accepted, locale) => {
    expect(localeFor(chosen, accepted)).toBe(locale)
  })
})

describe('the two catalogs', () => {
  const english = flatten(en)
  const chinese = flatten(zh)

  it('have the same keys', () => {
    expect([...chinese.keys()].toSorted()).toEqual([...english.keys()].toSorted())
  })

  it('name no value in Chinese that English has not', () => {
    for (const [key, text] of chinese) {
      const known = valuesOf(english.get(key) ?? '')
      expect([key, valuesOf(text).filter((value) => !known.includes(value))]).toEqual([key, []])
    }
  })

  it('never say 登陆, 登出 or 帐号, and keep 注销 for Windows and the organisation (ux.md, part 6)', () => {
    // Only where the English speaks of a log-off of Windows or of closing the organisation, or the key stands among those.
    const closing = /log[- ]?off|logged off|clos|deregist/i
    const about = (key: string) => /^(dereg|closing|exits)\b/.test(key) || closing.test(english.get(key) ?? '')
    for (const [key, text] of chinese) {
      expect(text).not.toMatch(/登陆|登出|帐号|[啦哦]/)
      if (!about(key)) expect([key, text.includes('注销')]).toEqual([key, false])
    }
  })

  it('have no exclamation mark and no half-width stop between 汉字', () => {
    for (const text of [...english.values(), ...chinese.values()]) expect(text).not.toMatch(/[!！]/)
    for (const text of chinese.values())
      expect(text).not.toMatch(/\p{Script=Han}[,;:?]|[,;:?]\p{Script=Han}|\}[,;:?]|[,;:?]“|。 /u)
  })
})

type Tree = { readonly [key: string]: string | Tree }
function flatten(tree: Tree, at = ''): Map<string, string> {
  return new Map(
    Object.entries(tree).flatMap(([key, value]) =>
      typeof value === 'string' ? [[at + key, value] as const] : [...flatten(value, `${at}${key}.`)],
    ),
  )
}

function valuesOf(text: string): string[] {
  return [...new Set([...text.matchAll(/\{(\w+)[,}]/g)].map((m) => m[1] ?? ''))].toSorted()
}
