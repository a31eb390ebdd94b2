import { useTranslations } from 'next-intl'

/** What this is, by what licence, and whose figures it shows. */
export function About() {
  const t = useTranslations('settings')
  return (
    <section className="sec" aria-labelledby="about-title">
      <div className="sec-head">
        <h2 id="about-title">{t('about')}</h2>
      </div>
      <div className="panel stack gap-2! text-sm">
        <p>{t('aboutIs')}</p>
        <p className="sub">{t('aboutFigures')}</p>
        <p className="sub">
          {t.rich('aboutPlaces', { link: (words) => <a href="https://lite.ip2location.com">{words}</a> })}
        </p>
        <p className="sub">{t('aboutLicence')}</p>
        <p>
          <a href="/docs/api">{t('aboutApi')}</a>
        </p>
      </div>
    </section>
  )
}
