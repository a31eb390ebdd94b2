import { useTranslations } from 'next-intl'
import { Row } from '#app/_components/row.tsx'
import { StateLabel } from '#app/_components/state-label.tsx'
import { ago, dateTime } from '#app/_components/times.ts'
import { useTimeStyle } from '#app/_components/use-time-style.ts'
import type { Holder } from './sign-in-here.ts'

const ACTIVE_MS = 5 * 60_000

type HolderRowProps = {
  readonly holder: Holder
  readonly now: number
  readonly busy: boolean
  readonly chosen: boolean
  readonly onChoose: () => void
}

/** One device that holds a place: when it was heard, who would have to confirm, and the button that ends its access. */
export function HolderRow({ holder, now, busy, chosen, onChoose }: HolderRowProps) {
  const t = useTranslations()
  const { device } = holder
  return (
    <Row
      device={device}
      lamp={isActive(holder, now) ? 'on' : 'idle'}
      name={device.name}
      facts={useHolderFacts(holder)}
      state={<Heard holder={holder} now={now} />}
      actions={
        <button type="button" className="btn small" disabled={busy} onClick={onChoose}>
          {chosen ? t('signin.ending') : t('term.signOutButton')}
          <span className="vh"> {device.name}</span>
        </button>
      }
    />
  )
}

/** Also for the choice at the limit when a link is approved. */
export function useHolderFacts({ device, startedAt }: Holder) {
  const t = useTranslations('signin')
  const devices = useTranslations('devices')
  const term = useTranslations('term')
  const style = useTimeStyle()
  const facts = [
    <span key="since" suppressHydrationWarning>
      {devices('signedInOn', { time: dateTime(startedAt, style) })}
    </span>,
  ]
  if (device.shared) facts.push(<span key="shared">{term('shared')}</span>)
  if (device.linkedBy !== null) facts.push(<span key="by">{t('mustConfirm', { name: device.linkedBy.name })}</span>)
  return facts
}

function Heard({ holder, now }: { holder: Holder; now: number }) {
  const t = useTranslations('devices')
  const style = useTimeStyle()
  const active = isActive(holder, now)
  const when = ago(holder.lastSeenAt, now, style.locale)
  const fresh = now - Date.parse(holder.lastSeenAt) < 60_000
  return (
    <span suppressHydrationWarning title={t('heardAt', { time: dateTime(holder.lastSeenAt, style, true) })}>
      <StateLabel tone={active ? 'on' : 'idle'} icon={active ? 'on' : 'idle'}>
        {fresh ? t('activeNow') : t(active ? 'activeAgo' : 'heardAgo', { ago: when })}
      </StateLabel>
    </span>
  )
}

function isActive({ lastSeenAt }: Holder, now: number): boolean {
  return now - Date.parse(lastSeenAt) < ACTIVE_MS
}
