'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { OUTCOMES, type Outcome } from '#domain/obligation/obligation.ts'
import type { ObligationView } from '#protocol/obligation.ts'
import { announce } from '#app/_components/announcer.tsx'
import { dateTime } from '#app/_components/times.ts'
import { useTimeStyle } from '#app/_components/use-time-style.ts'
import { Lines, Section } from '#app/_duties/section.tsx'
import { DeedDialog } from '#app/_admin/deed-dialog.tsx'
import { useDeed } from '#app/_admin/use-deed.ts'

type WaitingListProps = { readonly waiting: readonly ObligationView[]; readonly mayAct: boolean }

/** Hand-overs whose outcome the customer decides: to whom, since when, and where to write down what was said. */
export function WaitingList({ waiting, mayAct }: WaitingListProps) {
  const t = useTranslations('handover')
  const style = useTimeStyle()
  const [asked, setAsked] = useState<ObligationView | null>(null)
  if (waiting.length === 0) return null
  return (
    <Section id="waiting" title={t('waiting')} sub={t('waitingBody')}>
      <Lines
        lines={waiting.map((one) => ({
          key: one.id,
          title: one.title,
          ...(one.settled === null
            ? {}
            : { sub: t('toWhom', { name: one.settled.toName ?? '–', at: dateTime(one.settled.at, style) }) }),
          act: mayAct && (
            <button type="button" className="btn small" onClick={() => setAsked(one)}>
              {t('record')}
              <span className="vh"> {one.title}</span>
            </button>
          ),
        }))}
      />
      {asked !== null && <OutcomeDialog one={asked} onClose={() => setAsked(null)} />}
    </Section>
  )
}

function OutcomeDialog({ one, onClose }: { one: ObligationView; onClose: () => void }) {
  const t = useTranslations()
  const [outcome, setOutcome] = useState<Outcome>('done')
  const deed = useDeed<unknown>(
    () => ['POST', `/api/v1/admin/obligations/${one.id}/outcome`, { outcome }],
    () => {
      announce(t('handover.recorded'))
      onClose()
    },
  )
  return (
    <DeedDialog
      title={t('handover.outcome', { title: one.title })}
      button={t('app.save')}
      deed={deed}
      onClose={onClose}
    >
      <fieldset className="stack">
        <legend className="vh">{t('handover.outcome', { title: one.title })}</legend>
        {OUTCOMES.map((each) => (
          <label key={each} className="pick">
            <input type="radio" name="outcome" checked={outcome === each} onChange={() => setOutcome(each)} />
            <b className="font-normal">{t(`duty.outcome.${each}`)}</b>
          </label>
        ))}
      </fieldset>
    </DeedDialog>
  )
}
