import { useLocale, useTranslations } from 'next-intl'

/** What a place is called: a country in the page's language, one's own network, or that it is not known. */
export function usePlaceWords(): (place: string | null) => string {
  const t = useTranslations('term')
  const locale = useLocale()
  return (place) => {
    if (place === null) return t('placeUnknown')
    if (place === 'private') return t('placePrivate')
    return new Intl.DisplayNames(locale, { type: 'region' }).of(place) ?? place
  }
}
