import { useTranslations } from 'next-intl'
import type { SignOutState } from '#domain/sign-out/sign-out.ts'
import type { LiveView } from '#protocol/admin.ts'
import { Icon, type IconName } from '#app/_components/icon.tsx'
import type { Tone } from '#app/_components/state-label.tsx'
import { apiQuery, type LiveFilters } from './live-filters.ts'

type Counter = {
  readonly name: 'overdue' | 'declined' | 'failed' | 'original' | 'waiting' | 'work' | 'confirmed'
  readonly tone: Tone
  readonly icon: IconName
  readonly of: Pick<LiveFilters, 'state' | 'mark'>
}

/** What needs attention first; each is a filter. */
const COUNTERS: readonly Counter[] = [
  { name: 'overdue', tone: 'bad', icon: 'late', of: { mark: 'overdue' } },
  { name: 'declined', tone: 'bad', icon: 'bad', of: { state: ['declined'] } },
  { name: 'failed', tone: 'bad', icon: 'bad', of: { state: ['failed'] } },
  { name: 'original', tone: 'original', icon: 'original', of: { state: ['awaiting-original'] } },
  { name: 'waiting', tone: 'wait', icon: 'wait', of: { state: ['waiting'] } },
  { name: 'work', tone: 'work', icon: 'work', of: { state: ['received', 'cleaning'] } },
  { name: 'confirmed', tone: 'done', icon: 'done', of: { state: ['confirmed'] } },
]

type LiveCountsProps = { readonly figures: Pick<LiveView, 'counts' | 'overdue'>; readonly filters: LiveFilters }

/** One strip of figures. The one that is chosen leads back to all of them. */
export function LiveCounts({ figures, filters }: LiveCountsProps) {
  const t = useTranslations('adminLive')
  const sum = (states: readonly SignOutState[] = []) => states.reduce((n, state) => n + figures.counts[state], 0)
  return (
    <nav className="counts" aria-label={t('counts')}>
      {COUNTERS.map(({ name, tone, icon, of }) => {
        const chosen = filters.mark === of.mark && String(filters.state ?? '') === String(of.state ?? '')
        const next = { ...filters, mark: undefined, state: undefined, ...(chosen ? {} : of) }
        return (
          <a key={name} href={`/admin/live${apiQuery(next)}`} aria-current={chosen ? 'true' : undefined}>
            <b>{of.mark === 'overdue' ? figures.overdue : sum(of.state)}</b>
            <span className={`st ${tone}`}>
              <Icon name={icon} />
              <span>{t(`count.${name}`)}</span>
            </span>
          </a>
        )
      })}
    </nav>
  )
}
