import { useTranslations } from 'next-intl'
import { GUIDE_SCENES, type GuideScene } from '#domain/guide.ts'
import { Inset } from '#app/_components/notice.tsx'
import type { GuideData } from '#app/_data/guide.ts'
import { GuideFigures } from './guide-table.tsx'
import { SCENES } from './scenes.ts'
import { TextFigures } from './text-figures.tsx'

const STEPS = ['s1', 's2', 's3', 's4'] as const

/** One scenario: path, steps, what can be lost, the guide's figures with ours beside them, and the way into the real flow. */
export function GuideScenePage({ n, data }: { n: GuideScene; data: GuideData }) {
  const t = useTranslations('guide')
  const { table, figures, notes, loss } = SCENES[n]
  return (
    <>
      <div className="head">
        <div>
          <p className="sub">{t('scene', { n })}</p>
          <h1 tabIndex={-1}>{t(`scene${n}.title`)}</h1>
          <p className="sub">{t(`scene${n}.summary`)}</p>
        </div>
        <Start n={n} rooms={data.rooms} />
      </div>
      <section className="sec">
        <div className="sec-head">
          <h2>{t('steps')}</h2>
        </div>
        <div className="group p-4">
          <p className="sub mb-3">
            {t('path')}
            <b className="ml-2 font-medium text-ink">{t(`scene${n}.path`)}</b>
          </p>
          <ol className="ord">
            {STEPS.map((step) => (
              <li key={step}>
                <span>{t(`scene${n}.${step}`)}</span>
              </li>
            ))}
          </ol>
          {loss && n !== 4 && (
            <div className="mt-4">
              <Inset tone="wait" icon="late">
                <b className="font-medium">{t('loss')}</b>
                <span className="block">{t(`scene${n}.loss`)}</span>
              </Inset>
            </div>
          )}
        </div>
      </section>
      {table !== undefined && (
        <section className="sec">
          <div className="sec-head">
            <h2>{t('figures')}</h2>
          </div>
          <GuideFigures table={table} measured={data.measured} />
        </section>
      )}
      {figures.length > 0 && <TextFigures figures={figures} data={data} />}
      <section className="sec">
        <div className="sec-head">
          <h2>{t('notes')}</h2>
        </div>
        <ul className="foot-notes">
          <li>{t('guideHow')}</li>
          {table !== undefined && <li>{t('measuredHow')}</li>}
          {table === 'windows' && <li>{t('desktopHow')}</li>}
          {notes.map((note) => (
            <li key={note}>{t(`note.${note}`)}</li>
          ))}
        </ul>
      </section>
      <Neighbours n={n} />
    </>
  )
}

function Start({ n, rooms }: { n: GuideScene; rooms: GuideData['rooms'] }) {
  const t = useTranslations('guide')
  const { start } = SCENES[n]
  if (start.room && !rooms.has(start.href)) return <p className="sub no-start push">{t('startAdmin')}</p>
  return (
    <a className="btn main-act push wide-s" href={start.href}>
      {t(`scene${n}.start`)}
    </a>
  )
}

function Neighbours({ n }: { n: GuideScene }) {
  const t = useTranslations('guide')
  const before = GUIDE_SCENES.find((other) => other === n - 1)
  const after = GUIDE_SCENES.find((other) => other === n + 1)
  return (
    <nav className="neighbours" aria-label={t('all')}>
      {before !== undefined && (
        <a href={`/guide/${before}`} rel="prev">
          <span className="sub block">{t('previous')}</span>
          {t(`scene${before}.title`)}
        </a>
      )}
      {after !== undefined && (
        <a href={`/guide/${after}`} rel="next">
          <span className="sub block">{t('next')}</span>
          {t(`scene${after}.title`)}
        </a>
      )}
    </nav>
  )
}
