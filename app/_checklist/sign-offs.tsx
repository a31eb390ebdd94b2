import { useTranslations } from 'next-intl'
import type { RunView } from '#protocol/run.ts'

/** The hand-overs that this member supervises and has not signed yet (guide statement C7). */
export function SignOffs({ runs }: { runs: readonly RunView[] }) {
  const t = useTranslations()
  if (runs.length === 0) return null
  return (
    <section className="sec" aria-labelledby="sign-offs">
      <div className="sec-head">
        <h2 id="sign-offs">{t('checklist.signOffs')}</h2>
        <span className="sub">{t('checklist.signOffsBody')}</span>
      </div>
      <div className="group">
        <ul className="duties">
          {runs.map((run) => (
            <li key={run.id}>
              <b className="min-w-0">{t(`exits.runTitle.${run.kind}`, { name: run.subject?.name ?? '' })}</b>
              <a className="btn small main-act" href={`/hand-overs/${run.id}`}>
                {t('checklist.signOffGo')}
                <span className="vh"> {run.subject?.name}</span>
              </a>
            </li>
          ))}
        </ul>
      </div>
    </section>
  )
}
