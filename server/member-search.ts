import { pinyin } from 'pinyin-pro'
import type { Member } from '#domain/member.ts'

/** What a search for a member looks in: name, full pinyin, initials, e-mail (ux.md, part 2, i18n). Lower case. */
export function searchText({ name, email }: Pick<Member, 'name' | 'email'>): string {
  const full = pinyin(name, { toneType: 'none', type: 'array' }).join('')
  const initials = pinyin(name, { pattern: 'first', toneType: 'none', type: 'array' }).join('')
  return [name, full, initials, email].join('\n').toLowerCase()
}
