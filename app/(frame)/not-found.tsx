import { getTranslations } from 'next-intl/server'

export default async function NotFound() {
  const t = await getTranslations('err')
  return (
    <main className="col" id="main">
      <h1 tabIndex={-1}>{t('notFound')}</h1>
      <p className="mt-2">{t('notFoundBody')}</p>
      <p className="mt-4">
        <a className="btn" href="/devices">
          {t('home')}
        </a>
      </p>
    </main>
  )
}
