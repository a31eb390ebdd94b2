import { en, type Words } from './en.ts'
import { helpEn, type Help } from './help-en.ts'
import { helpZh } from './help-zh.ts'
import { zh } from './zh.ts'

export type { Words } from './en.ts'

/** The words of the terminal's language, named as POSIX does: `zh_CN.UTF-8`. */
export function wordsFor(language: string): { words: Words; help: Help; locale: 'en' | 'zh-CN' } {
  return /^zh/i.test(language)
    ? { words: zh, help: helpZh, locale: 'zh-CN' }
    : { words: en, help: helpEn, locale: 'en' }
}
