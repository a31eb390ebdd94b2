import { useTranslations } from 'next-intl'
import type { LinkView } from '#protocol/link.ts'
import { maskedAddress } from '#app/_components/masked-address.ts'
import { usePlaceWords } from '#app/_components/place-words.ts'
import { moment } from '#app/_components/times.ts'
import { useTimeStyle } from '#app/_components/use-time-style.ts'

/** Who asks, from where, since when, and which place it takes. */
export function LinkFacts({ link, serverNow }: { link: LinkView; serverNow: number }) {
  const t = useTranslations('link')
  const os = useTranslations('os')
  const style = useTimeStyle()
  const placeWords = usePlaceWords('fact')
  const { device, ip, place, createdAt, places } = link
  const full = places.used >= places.limit
  return (
    <dl className="dl tight">
      <dt>{t('device')}</dt>
      <dd>
        {device.name} · {os(device.os)}
      </dd>
      <dt>{t('from')}</dt>
      <dd>
        {placeWords(place)}
        {ip !== null && ` · ${maskedAddress(ip)}`}
      </dd>
      <dt>{t('askedAt')}</dt>
      <dd suppressHydrationWarning>{moment(createdAt, serverNow, style)}</dd>
      <dt>{t('place')}</dt>
      <dd>{full ? t('placesFull', { max: places.limit }) : t('placeOf', { n: places.used + 1, max: places.limit })}</dd>
    </dl>
  )
}
