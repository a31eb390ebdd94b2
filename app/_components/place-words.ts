import { useLocale, useTranslations } from 'next-intl'

/** What a place is called: a country in the page's language, one's own network, or that it is not known. As a fact it begins with a capital. */
export function usePlaceWords(as: 'phrase' | 'fact' = 'phrase'): (place: string | null) => string {
  const t = useTranslations('term')
  const locale = useLocale()
  const shown = (words: string) => (as === 'fact' ? words.charAt(0).toUpperCase() + words.slice(1) : words)
  return (place) => {
    if (place === null) return shown(t('placeUnknown'))
    if (place === 'private') return t(as === 'fact' ? 'placePrivateFact' : 'placePrivate')
    return new Intl.DisplayNames(locale, { type: 'region' }).of(place) ?? place
  }
}
