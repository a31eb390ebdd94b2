import { useTranslations } from 'next-intl'
import { ActivityList } from '#app/_activity/activity-list.tsx'
import { Empty } from '#app/_components/empty.tsx'
import { Notice } from '#app/_components/notice.tsx'
import { dateTime } from '#app/_components/times.ts'
import { useTimeStyle } from '#app/_components/use-time-style.ts'
import { ContactList } from '#app/_contacts/contact-list.tsx'
import { NoticeDays } from '#app/_inbox/notice-days.tsx'
import type { Open } from './use-held.ts'

/** What a device may hold, each under the path of the page that it comes from. */
export const PARTS = [
  { name: 'directory', path: '/contacts' },
  { name: 'activity', path: '/activity' },
  { name: 'notices', path: '/inbox' },
] as const
export type Part = (typeof PARTS)[number]['name']

type HeldPartsProps = {
  readonly held: Open
  readonly part: Part
  readonly saveNote: (id: string, text: string) => Promise<void>
  readonly onRetry: () => void
}

/** One part of what is held, the way to the others, and as of when it is. */
export function HeldParts({ held, part, saveNote, onRetry }: HeldPartsProps) {
  const t = useTranslations('offline')
  const style = useTimeStyle()
  return (
    <>
      <div className="head">
        <h1 tabIndex={-1}>{t(part)}</h1>
      </div>
      <nav className="tabs" aria-label={t('show')}>
        {PARTS.filter(({ name }) => held[name] !== null).map(({ name, path }) => (
          <a key={name} href={`#${path}`} aria-current={name === part ? 'page' : undefined}>
            {t(name)}
          </a>
        ))}
      </nav>
      <Notice
        icon="offline"
        action={
          <button type="button" className="btn" onClick={onRetry}>
            {t('retry')}
          </button>
        }
      >
        {t('notLive', { time: dateTime(held[part]?.asOf ?? 0, style) })}
      </Notice>
      <Shown held={held} part={part} saveNote={saveNote} />
    </>
  )
}

function Shown({ held, part, saveNote }: Omit<HeldPartsProps, 'onRetry'>) {
  const activity = useTranslations('activity')
  const inbox = useTranslations('inbox')
  const { directory, notes, activity: done, notices } = held
  if (part === 'directory')
    return directory === null ? null : <ContactList directory={directory} notes={notes} saveNote={saveNote} />
  const empty = (words: string) => (
    <div className="group">
      <Empty>{words}</Empty>
    </div>
  )
  if (part === 'activity') {
    if (done === null || done.items.length === 0) return empty(activity('empty'))
    return <ActivityList entries={done.items} names={done.names} receipts={false} />
  }
  if (notices === null || notices.items.length === 0) return empty(inbox('empty'))
  return <NoticeDays items={notices.items} onRead={null} />
}
