'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { GUIDE } from '#domain/guide.ts'
import type { ClosingData } from '#app/_data/closing.ts'
import { Icon } from '#app/_components/icon.tsx'
import { StepsLine, type Step } from '#app/_components/steps-line.tsx'
import { GuideTag } from '#app/_components/tag.tsx'
import { day } from '#app/_components/times.ts'
import { useTimeStyle } from '#app/_components/use-time-style.ts'
import { DecideDialog, RestoreDialog, SubmitDialog } from './closing-dialogs.tsx'

type Asked = 'submit' | 'restore' | 'approve' | 'decline'

/** The review: both dates by the Chinese calendar, the way back until the decision, and the decision from its first day on. */
export function Review({ data }: { data: ClosingData & { readonly run: NonNullable<ClosingData['run']> } }) {
  const t = useTranslations('closing')
  const [asked, setAsked] = useState<Asked | null>(null)
  const dayWords = useDayWords()
  const { run, company, preview, today } = data
  const review = run.review
  const dates = review ?? preview
  const ready = run.conditions?.every(({ met }) => met) === true
  const mayDecide = review !== null && today >= review.earliest
  const close = () => setAsked(null)
  return (
    <section className="sec" aria-labelledby="review">
      <div className="sec-head">
        <h2 id="review">{t('review')}</h2>
        <span className="sub">
          {t('window', { a: data.reviewDays[0], b: data.reviewDays[1] })} {isGuide(data.reviewDays) && <GuideTag />}
        </span>
      </div>
      <div className="panel stack">
        {dates !== null && (
          <p>
            <b>
              {t(review === null ? 'ifToday' : 'dates', { a: dayWords(dates.earliest), b: dayWords(dates.latest) })}
            </b>{' '}
            <span className="sub">{t('calendar')}</span>
          </p>
        )}
        {dates?.known === false && (
          <p className="inset wait">
            <Icon name="late" />
            <span>{t('calendarEnds')}</span>
          </p>
        )}
        {review !== null && <StepsLine steps={stepsOf(review, today, dayWords, t)} />}
        <p>{t('restorable')}</p>
        <div className="step-acts">
          {review === null && (
            <button type="button" className="btn main-act" disabled={!ready} onClick={() => setAsked('submit')}>
              {t('submit')}
            </button>
          )}
          {review !== null && (
            <button type="button" className="btn main-act" onClick={() => setAsked('restore')}>
              {t('restore')}
            </button>
          )}
          {mayDecide && (
            <>
              <button type="button" className="btn" onClick={() => setAsked('decline')}>
                {t('decline')}
              </button>
              <button type="button" className="btn loss" onClick={() => setAsked('approve')}>
                {t('approve')}
              </button>
            </>
          )}
          {review === null && !ready && <span className="sub">{t('submitNot')}</span>}
          {review !== null && !mayDecide && (
            <span className="sub">{t('tooEarly', { a: dayWords(review.earliest) })}</span>
          )}
        </div>
      </div>
      {asked === 'submit' && <SubmitDialog runId={run.id} company={company} onClose={close} />}
      {asked === 'restore' && <RestoreDialog runId={run.id} onClose={close} />}
      {(asked === 'approve' || asked === 'decline') && (
        <DecideDialog runId={run.id} company={company} approve={asked === 'approve'} onClose={close} />
      )}
    </section>
  )
}

type ReviewDates = NonNullable<NonNullable<ClosingData['run']>['review']>
type Words = (day: string) => string

function stepsOf(
  review: ReviewDates,
  today: string,
  words: Words,
  t: (key: 'stepSubmitted' | 'stepEarliest' | 'stepLatest' | 'stepClosed') => string,
): readonly Step[] {
  const days = [
    ['stepSubmitted', review.submittedAt],
    ['stepEarliest', review.earliest],
    ['stepLatest', review.latest],
  ] as const
  return [
    ...days.map(([key, at]): Step => {
      const come = at <= today
      return {
        key,
        at: come ? at : null,
        time: words(at),
        tone: 'work',
        text: come ? t(key) : `${t(key)} · ${words(at)}`,
      }
    }),
    { key: 'closed', at: null, time: null, text: t('stepClosed') },
  ]
}

function isGuide([first, last]: readonly [number, number]): boolean {
  return first === GUIDE.deregistration.reviewDays[0] && last === GUIDE.deregistration.reviewDays[1]
}

/** A day of the calendar in China, whatever the zone of the page. */
function useDayWords(): Words {
  const style = useTimeStyle()
  return (at) => day(`${at}T00:00:00Z`, { ...style, zone: 'UTC' })
}
