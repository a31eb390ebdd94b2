import { useTranslations } from 'next-intl'
import { Bones } from '#app/_components/bones.tsx'
import { Icon } from '#app/_components/icon.tsx'

/** The page as it will stand, with bones where the devices come: what is read or pressed first does not move. */
export default function Loading() {
  const t = useTranslations()
  return (
    <main className="col" id="main">
      <div className="head">
        <h1 tabIndex={-1}>{t('devices.title')}</h1>
        <a className="btn push wide-s" href="/link/enter">
          <Icon name="link" />
          {t('term.linkDevice')}
        </a>
      </div>
      <section>
        <div className="sec-head">
          <h2>{t('term.thisDevice')}</h2>
        </div>
        <Bones rows={1} />
      </section>
      <section className="sec" aria-hidden="true">
        <div className="sec-head">
          <h2>{t('term.otherDevices')}</h2>
        </div>
        <Bones rows={2} />
      </section>
    </main>
  )
}
