import { describe, expect, it } from 'vitest'
import { CREDENTIAL_CHANGES, type Language, type Letter, type ToldData, type ToldKind } from '#domain/letter.ts'
import { NOTICE_KINDS } from '#domain/notice.ts'
import type { Outgoing } from '#domain/store.ts'
import { compose } from './compose.ts'

const AT = Date.parse('2026-11-23T01:16:00Z')
const PLACE = { company: '云帆科技', timeZone: 'Asia/Shanghai', url: 'https://signoff.example' }

const outgoing = (language: Language): Outgoing => ({
  id: 'let_1',
  memberId: 'mem_1',
  address: 'li.na@example.com',
  name: '李娜',
  language,
  kind: 'told',
  sealed: null,
  createdAt: AT,
  uselessAt: null,
  nextTryAt: AT,
  tries: 0,
  sentAt: null,
})
const told = (what: ToldKind, more: Partial<ToldData> = {}): Letter => ({
  kind: 'told',
  data: { what, device: 'iPhone 15', ms: 258_000, n: 1, place: 'CN', at: AT, path: '/devices', ...more },
})
const WHAT = NOTICE_KINDS.filter((kind) => kind !== 'message')
const LETTERS: readonly Letter[] = [
  ...WHAT.map((what) => told(what, what === 'sign-out-forced' ? { names: ['iPhone 15', 'iPad Air'] } : {})),
  told('overdue-members', { n: 2, names: ['王磊', '赵敏'] }),
  told('new-sign-in', { place: 'private' }),
  told('new-sign-in', { place: null }),
  { kind: 'invitation', data: { by: '王磊', path: '/sign-in/invitation#token=x', expiresAt: AT } },
  { kind: 'password-reset', data: { path: '/sign-in/reset#token=x', expiresAt: AT } },
  ...CREDENTIAL_CHANGES.map((what): Letter => ({
    kind: 'credential-changed',
    data: { what, name: 'MacBook', device: 'iPhone 15', at: AT },
  })),
]
const texts = (language: Language) =>
  LETTERS.map((letter) => compose(outgoing(language), letter, PLACE)).map(({ subject, text }) => `${subject}\n${text}`)

describe('[MA7] every letter', () => {
  it('in Chinese: full-width stops, no space between names and words, no word of the glossary that is wrong', () => {
    for (const text of texts('zh-CN')) {
      expect(text).not.toMatch(/\p{Script=Han}[,;:?!]|[,;:?!]\p{Script=Han}|\p{Script=Han} \p{Script=Han}|[!！]/u)
      expect(text).not.toMatch(/登陆|登出|帐号|注销|undefined|null/)
      expect(text).toContain('李娜，您好：')
    }
  })

  it('in English: no Chinese but names, no exclamation mark', () => {
    for (const text of texts('en')) {
      expect(text.replaceAll(/李娜|王磊|赵敏|云帆科技/g, '')).not.toMatch(/\p{Script=Han}|!|undefined|null/u)
      expect(text).toContain('Hello 李娜,')
    }
  })

  it('says in which zone its times are, and lists as its language does', () => {
    const [english = ''] = texts('en')
    const [chinese = ''] = texts('zh-CN')
    expect(english).toContain('When: 23 November 2026 at 09:16 (GMT+8).')
    expect(chinese).toContain('时间：2026年11月23日 09:16（GMT+8）。')
    const forced = told('sign-out-forced', { names: ['A', 'B', 'C'] })
    expect(compose(outgoing('zh-CN'), forced, PLACE).text).toContain('A、B和C')
    expect(compose(outgoing('en'), forced, PLACE).text).toContain('A, B and C')
  })
})
