import { useTranslations } from 'next-intl'
import { GUIDE_SCENES } from '#domain/guide.ts'
import { Icon } from '#app/_components/icon.tsx'

/** The eight scenarios in the guide's order (guide statement I5), and whose account it is (I2). */
export function GuideIndex() {
  const t = useTranslations('guide')
  return (
    <>
      <div className="head">
        <div>
          <h1 tabIndex={-1}>{t('title')}</h1>
          <p className="sub">{t('sub')}</p>
        </div>
      </div>
      <div className="group scenes-box">
        <ol className="scenes">
          {GUIDE_SCENES.map((n) => (
            <li key={n}>
              <a href={`/guide/${n}`}>
                <span className="no" aria-hidden="true">
                  {n}
                </span>
                <h2>{t(`scene${n}.title`)}</h2>
                <Icon name="chev" />
                <p>{t(`scene${n}.summary`)}</p>
              </a>
            </li>
          ))}
        </ol>
      </div>
      <section className="sec">
        <div className="sec-head">
          <h2>{t('owned.title')}</h2>
        </div>
        <div className="prose-s">
          <p>{t('owned.body')}</p>
          <p>{t('owned.choose')}</p>
          <p>{t('owned.facts')}</p>
        </div>
      </section>
    </>
  )
}
