const names = new Map<string, Intl.DisplayNames>()

/**
 * A country by its two letters, in the language of the letter. The names of a language are read with the first that is asked for: that takes
 * a tenth of a start, and most starts send no letter.
 */
export function countryName(locale: string, code: string): string {
  const known = names.get(locale) ?? new Intl.DisplayNames(locale, { type: 'region' })
  names.set(locale, known)
  return known.of(code) ?? code
}
