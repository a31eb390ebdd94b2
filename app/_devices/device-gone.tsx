import { useTranslations } from 'next-intl'
import { NothingHere } from '#app/_components/nothing-here.tsx'

/** A device that was forgotten, or that never was this member's: the two look the same. */
export function DeviceGone() {
  const t = useTranslations()
  return <NothingHere title={t('device.gone')} body={t('device.goneBody')} back={t('err.home')} />
}
