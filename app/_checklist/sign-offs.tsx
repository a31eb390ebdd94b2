import { useTranslations } from 'next-intl'
import type { RunView } from '#protocol/run.ts'
import { Lines, Section } from '#app/_duties/section.tsx'

/** The hand-overs that this member supervises and has not signed yet (guide statement C7). */
export function SignOffs({ runs }: { runs: readonly RunView[] }) {
  const t = useTranslations()
  if (runs.length === 0) return null
  return (
    <Section id="sign-offs" title={t('checklist.signOffs')} sub={t('checklist.signOffsBody')}>
      <Lines
        lines={runs.map((run) => ({
          key: run.id,
          title: t(`exits.runTitle.${run.kind}`, { name: run.subject?.name ?? '' }),
          act: (
            <a className="btn small main-act" href={`/hand-overs/${run.id}`}>
              {t('checklist.signOffGo')}
              <span className="vh"> {run.subject?.name}</span>
            </a>
          ),
        }))}
      />
    </Section>
  )
}
