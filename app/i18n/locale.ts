export const LOCALES = ['en', 'zh-CN'] as const
export type Locale = (typeof LOCALES)[number]

/** Cookies that hold what a person chose for their pages. None of them is a secret. */
export const LOCALE_COOKIE = 'signoff-locale'
export const THEME_COOKIE = 'signoff-theme'
export const ZONE_COOKIE = 'signoff-zone'
/** Set when a zone was chosen by hand: then the browser's own does not replace it. */
export const ZONE_FIXED_COOKIE = 'signoff-zone-fixed'
/** `off`: no single-key shortcuts (WCAG 2.1.4). */
export const KEYS_COOKIE = 'signoff-keys'

/**
 * The language of a page: the one that was chosen, else the first that `Accept-Language` names and we have, else English.
 * Every `zh*` means 简体中文 (ux.md, part 2, i18n).
 */
export function localeFor(chosen: string | undefined, acceptLanguage: string | null): Locale {
  if (chosen === 'en' || chosen === 'zh-CN') return chosen
  const wanted = (acceptLanguage ?? '').split(',').map((part) => {
    const [tag = '', ...rest] = part.trim().toLowerCase().split(';')
    const q = rest.map((r) => /^\s*q=([\d.]+)$/.exec(r)?.[1]).find((v) => v !== undefined)
    return { tag, q: q === undefined ? 1 : Number(q) }
  })
  for (const { tag } of wanted.filter(({ q }) => q > 0).toSorted((a, b) => b.q - a.q)) {
    if (tag.startsWith('zh')) return 'zh-CN'
    if (tag.startsWith('en')) return 'en'
  }
  return 'en'
}

/** A time zone that this runtime knows, or null. */
export function knownZone(name: string | undefined): string | null {
  if (name === undefined) return null
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone
  } catch {
    return null
  }
}
