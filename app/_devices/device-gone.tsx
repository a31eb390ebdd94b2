import { useTranslations } from 'next-intl'

/** A device that was forgotten, or that never was this member's: the two look the same. */
export function DeviceGone() {
  const t = useTranslations()
  return (
    <main className="col" id="main">
      <h1 tabIndex={-1}>{t('device.gone')}</h1>
      <p className="mt-2">{t('device.goneBody')}</p>
      <p className="mt-4">
        <a className="btn" href="/devices">
          {t('err.home')}
        </a>
      </p>
    </main>
  )
}
