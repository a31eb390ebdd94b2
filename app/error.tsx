'use client'
import { useTranslations } from 'next-intl'

export default function PageError({ reset }: { reset: () => void }) {
  const t = useTranslations()
  return (
    <main className="col" id="main">
      <div role="alert">
        <h1>{t('err.title')}</h1>
        <p className="mt-2">{t('err.body')}</p>
      </div>
      <p className="mt-4">
        <button type="button" className="btn" onClick={reset}>
          {t('app.retry')}
        </button>
      </p>
    </main>
  )
}
