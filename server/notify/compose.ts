import type { Language, Letter, LetterData, LetterKind } from '#domain/letter.ts'
import type { Outgoing } from '#domain/store.ts'
import type { Mail } from './smtp.ts'
import { EN } from './words-en.ts'
import { ZH } from './words-zh.ts'

/** What every letter may name. `time` writes an instant in the organisation's zone. */
export type About = { readonly company: string; readonly name: string; readonly time: (at: number) => string }
/** A letter in words: paragraphs, one thing to click, and what follows it. */
export type Written = {
  readonly subject: string
  readonly lines: readonly string[]
  readonly action?: { readonly label: string; readonly path: string }
  readonly after?: readonly string[]
}
/** The words of one language. Exhaustive: a new kind of letter does not compile until it is written in both. */
export type LetterWords = {
  readonly letters: { readonly [K in LetterKind]: (data: LetterData[K], about: About) => Written }
  readonly greeting: (name: string) => string
  /** What stands between a label and its link. */
  readonly colon: string
  /** Below every letter: who sends it, and why. */
  readonly footer: (company: string) => string
}

const WORDS: Readonly<Record<Language, LetterWords>> = { en: EN, 'zh-CN': ZH }

export function isKnownKind(kind: string): kind is LetterKind {
  return Object.hasOwn(EN.letters, kind)
}

type Place = { readonly company: string; readonly timeZone: string | undefined; readonly url: string }

/** A letter as plain text and as simple HTML, in its reader's language. */
export function compose({ id, address, name, language }: Outgoing, letter: Letter, place: Place): Mail {
  const words = WORDS[language]
  const time = timeWords(language, place.timeZone)
  const written = write(words, letter, { company: place.company, name, time })
  const link = written.action && { label: written.action.label, href: `${place.url}${written.action.path}` }
  const parts = {
    greeting: words.greeting(name),
    colon: words.colon,
    lines: written.lines,
    link,
    after: written.after ?? [],
    footer: words.footer(place.company),
  }
  const { subject } = written
  return { id, to: { name, address }, subject, text: plain(parts), html: html(parts, subject, language), language }
}

/** A letter is read anywhere: its times say which zone they are in, as `23 November 2026 at 09:16 (GMT+8)`. */
function timeWords(language: Language, timeZone: string | undefined): (at: number) => string {
  const locale = language === 'en' ? 'en-GB' : language
  const zone = timeZone === undefined ? {} : { timeZone }
  const format = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short', ...zone })
  const offset = new Intl.DateTimeFormat(locale, { timeZoneName: 'shortOffset', ...zone })
  const zoneOf = (at: number) => offset.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? ''
  return (at) => (language === 'en' ? `${format.format(at)} (${zoneOf(at)})` : `${format.format(at)}（${zoneOf(at)}）`)
}

function write<K extends LetterKind>(words: LetterWords, letter: Letter<K>, about: About): Written {
  return words.letters[letter.kind](letter.data, about)
}

type Parts = {
  readonly greeting: string
  readonly colon: string
  readonly lines: readonly string[]
  readonly link: { readonly label: string; readonly href: string } | undefined
  readonly after: readonly string[]
  readonly footer: string
}

function plain({ greeting, colon, lines, link, after, footer }: Parts): string {
  const middle = link ? [`${link.label}${colon}\n${link.href}`] : []
  return `${[greeting, ...lines, ...middle, ...after, `-- \n${footer}`].join('\n\n')}\n`
}

const FONT = "font:16px/1.5 system-ui,-apple-system,'Segoe UI','PingFang SC','Microsoft YaHei',sans-serif"
const BUTTON =
  'display:inline-block;padding:10px 18px;border-radius:6px;background:#1f5fd0;color:#ffffff;text-decoration:none'

/** No pictures, no styles but a few of its own, nothing loaded from anywhere. */
function html({ greeting, lines, link, after, footer }: Parts, subject: string, language: Language): string {
  const paragraph = (text: string) => `<p style="margin:0 0 14px">${escaped(text)}</p>`
  const button = link
    ? `<p style="margin:22px 0"><a href="${escaped(link.href)}" style="${BUTTON}">${escaped(link.label)}</a></p>` +
      `<p style="margin:0 0 14px;font-size:13px;word-break:break-all">${escaped(link.href)}</p>`
    : ''
  return (
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>${escaped(subject)}</title></head>` +
    `<body style="margin:0;padding:24px;text-autospace:normal;${FONT}"><div style="max-width:34em">` +
    [greeting, ...lines].map(paragraph).join('') +
    button +
    after.map(paragraph).join('') +
    `<p style="margin:24px 0 0;padding-top:12px;border-top:1px solid #d5d9e0;font-size:13px">${escaped(footer)}</p>` +
    '</div></body></html>'
  )
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign)
}
