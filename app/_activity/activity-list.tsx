import { useTranslations } from 'next-intl'
import { day, clock } from '#app/_components/times.ts'
import { useTimeStyle } from '#app/_components/use-time-style.ts'
import type { Tone } from '#app/_components/state-label.tsx'
import { useEntryWords, type ShownEntry } from './entry-words.ts'

type ActivityListProps = {
  readonly entries: readonly ShownEntry[]
  readonly names: Readonly<Record<string, string>>
  /** Whether receipts can be opened: not without a network. */
  readonly receipts?: boolean
}

/** What each kind of entry looks like on the line; what is not named here is plain. */
const TONES: Readonly<Record<string, Tone>> = {
  'session.started': 'on',
  'session.renewed': 'on',
  'sign-out.requested': 'wait',
  'sign-out.asked-again': 'wait',
  'sign-out.confirmed': 'done',
  'sign-out.failed': 'bad',
  'sign-out.declined': 'bad',
  'sign-out.overdue': 'bad',
  'sign-out.waived': 'closed',
  'sign-out.approved': 'original',
  'sign-out.reminded': 'original',
  'link.requested': 'original',
  'link.decided': 'original',
  'member.suspended': 'bad',
}

/** A member's activity, day by day: what, by whom, from where, why. */
export function ActivityList({ entries, names, receipts = true }: ActivityListProps) {
  const style = useTimeStyle()
  const days = Map.groupBy(entries, ({ at }) => day(at, style))
  return [...days].map(([name, some]) => (
    <section key={name}>
      <div className="sec-head">
        <h2>{name}</h2>
      </div>
      <div className="group px-4 py-2">
        <ol className="steps-line">
          {some.map((entry) => (
            <ActivityLine key={entry.seq} entry={entry} names={names} receipts={receipts} />
          ))}
        </ol>
      </div>
    </section>
  ))
}

type ActivityLineProps = { entry: ShownEntry; names: ActivityListProps['names']; receipts: boolean }

function ActivityLine({ entry, names, receipts }: ActivityLineProps) {
  const t = useTranslations('entry')
  const activity = useTranslations('activity')
  const style = useTimeStyle()
  const { what, who, from, why } = useEntryWords(names, 'you')(entry)
  const signOutId = entry.data?.['signOutId']
  const closed = entry.type === 'sign-out.confirmed' || entry.type === 'sign-out.waived'
  const by = who === null ? null : from === null ? t('by', { name: who }) : t('byFrom', { name: who, device: from })
  return (
    <li className={TONES[entry.type] ?? 'closed'}>
      <time dateTime={entry.at}>{clock(entry.at, style)}</time>
      <span>
        {what}
        <span className="sub block">
          {by}
          {why !== null && <span className="block">{t('reason', { reason: why })}</span>}
          {receipts && closed && typeof signOutId === 'string' && (
            <a className="ml-2" href={`/sign-outs/${signOutId}/receipt`}>
              {activity('receipt')}
            </a>
          )}
        </span>
      </span>
    </li>
  )
}
