import { useTranslations } from 'next-intl'
import { lagLabel } from '#domain/lag.ts'
import type { ReceiptData } from '#app/_data/receipt.ts'
import { DevicePicture } from '#app/_components/device-picture.tsx'
import { LagBand, type Band } from '#app/_components/lag-band.tsx'
import { lookOf } from '#app/_components/sign-out-look.ts'
import { clock, day, duration } from '#app/_components/times.ts'
import { useTimeStyle } from '#app/_components/use-time-style.ts'
import { Wordmark } from '#app/_components/wordmark.tsx'
import { ReceiptFacts } from './receipt-facts.tsx'

const SYNC = { faster: 'syncFaster', usual: 'syncUsual', overdue: 'syncSlower' } as const

/** One page of paper: the sentence first, then the band, then the facts. */
export function ReceiptSheet({ signOut, memberName, sealed, band }: Omit<ReceiptData, 'keysUrl'> & { band: Band }) {
  const t = useTranslations()
  const style = useTimeStyle()
  const { device, state, accessEndedAt, closedAt, confirmedAt, lagMs } = signOut
  const end = confirmedAt ?? closedAt
  const words = {
    time: clock(accessEndedAt, style),
    date: day(accessEndedAt, style),
    lag: duration(lagMs, style.locale),
  }
  const { tone, lamp } = lookOf(state)
  return (
    <article className="sheet">
      <div className="top">
        <Wordmark />
        <span className="sub num">{t('receipt.number', { id: signOut.id })}</span>
      </div>
      <div className="subj">
        <DevicePicture device={device} lamp={lamp} size="xl" />
        <div>
          <h1 tabIndex={-1}>{t('receipt.title')}</h1>
          <p>
            {device.name} · {memberName}
          </p>
        </div>
      </div>
      <p className="measure">{t(state === 'waived' ? 'receipt.sentenceWaived' : 'receipt.sentence', words)}</p>
      <LagBand
        tone={tone}
        lagMs={lagMs}
        band={band}
        confirmed={state === 'confirmed'}
        left={
          <>
            <b>{t('term.accessEnded')}</b>
            <span className="v">{clock(accessEndedAt, style)}</span>
          </>
        }
        figure={
          <>
            <strong>{words.lag}</strong>
            {state === 'confirmed' && <span className="v">{t(`lag.${SYNC[lagLabel(lagMs, band)]}`)}</span>}
          </>
        }
        right={
          <>
            <b>{t(state === 'waived' ? 'state.waived' : 'term.confirmed')}</b>
            <span className="v">{end === null ? '–' : clock(end, style)}</span>
          </>
        }
      />
      <ReceiptFacts signOut={signOut} memberName={memberName} sealed={sealed} zone={style.zone} />
      <p className="sub mt-6">{t('receipt.clock', { zone: style.zone })}</p>
    </article>
  )
}
