'use client'
import { useTranslations } from 'next-intl'
import { isOpen } from '#domain/sign-out/sign-out.ts'
import type { DeviceView } from '#protocol/device.ts'
import type { SignOutView } from '#protocol/sign-out.ts'
import { Fold } from '#app/_components/fold.tsx'
import { useServerNow } from '#app/_live/live-provider.tsx'
import type { LeavingProps } from './leaving.tsx'
import { LeavingRow } from './leaving-row.tsx'
import { LeftRow } from './left-row.tsx'

type SectionProps = { readonly signOuts: readonly SignOutView[]; readonly devices: readonly DeviceView[] }
type LeavingSectionProps = SectionProps & Pick<LeavingProps, 'band' | 'take'>

export function LeavingSections({ leaving, left, devices, band, take }: LeavingProps) {
  return (
    <>
      {leaving.length > 0 && <LeavingSection signOuts={leaving} devices={devices} band={band} take={take} />}
      {left.length > 0 && <LeftSection signOuts={left} devices={devices} />}
    </>
  )
}

/** Devices whose access has ended and that have yet to say so themselves. */
function LeavingSection({ signOuts, devices, band, take }: LeavingSectionProps) {
  const t = useTranslations('devices')
  const open = signOuts.filter(({ state }) => isOpen(state)).length
  return (
    <section className="sec" aria-labelledby="leaving-title">
      <div className="sec-head">
        <h2 id="leaving-title" tabIndex={-1}>
          {t('signingOut')}
        </h2>
        {open > 0 && <span className="sub">{t('signingOutSub', { n: signOuts.length })}</span>}
        <Together signOuts={signOuts} />
      </div>
      <ul className="group">
        {signOuts.map((signOut) => (
          <LeavingRow key={signOut.id} signOut={signOut} devices={devices} band={band} take={take} />
        ))}
      </ul>
    </section>
  )
}

/** The newest of them that were asked together, on one axis of time. */
function Together({ signOuts }: Pick<SectionProps, 'signOuts'>) {
  const t = useTranslations('devices')
  const batchOf = ({ batchId }: SignOutView) => signOuts.filter((signOut) => signOut.batchId === batchId)
  const [newest] = signOuts
    .filter((signOut) => batchOf(signOut).length > 1)
    .toSorted((a, b) => b.accessEndedAt.localeCompare(a.accessEndedAt))
  if (newest === undefined) return null
  return (
    <a className="btn text small push" href={`/sign-outs/${newest.batchId}`}>
      {t('together', { n: batchOf(newest).length })}
    </a>
  )
}

/** What was signed out in the last 28 days. */
function LeftSection({ signOuts, devices }: SectionProps) {
  const t = useTranslations('devices')
  const now = useServerNow()
  return (
    <section className="sec" aria-label={t('signedOut')}>
      <Fold summary={t('signedOut')} count={signOuts.length} open={signOuts.length <= 5}>
        <ul className="group">
          {signOuts.map((signOut) => (
            <LeftRow key={signOut.id} signOut={signOut} devices={devices} now={now} />
          ))}
        </ul>
      </Fold>
    </section>
  )
}
