import { useTranslations } from 'next-intl'
import type { NoticeView } from '#protocol/inbox.ts'
import { Icon } from '#app/_components/icon.tsx'
import { clockShort, day } from '#app/_components/times.ts'
import { useTimeStyle } from '#app/_components/use-time-style.ts'
import { useNoticeWords } from './notice-words.ts'

type OnRead = (id: string) => void

/** Lines of the inbox, day by day. Without `onRead` they are read alone: nothing can be done about them. */
export function NoticeDays({ items, onRead }: { items: readonly NoticeView[]; onRead: OnRead | null }) {
  const style = useTimeStyle()
  return [...Map.groupBy(items, ({ at }) => day(at, style))].map(([name, some]) => (
    <section key={name}>
      <div className="sec-head">
        <h2>{name}</h2>
      </div>
      <ul className="group">
        {some.map((notice) => (
          <Line key={notice.id} notice={notice} onRead={onRead} />
        ))}
      </ul>
    </section>
  ))
}

function Line({ notice, onRead }: { notice: NoticeView; onRead: OnRead | null }) {
  const t = useTranslations('inbox')
  const style = useTimeStyle()
  const { tone, icon, sentence, more } = useNoticeWords()(notice)
  const unread = notice.readAt === null
  return (
    <li className={`told ${tone}`} data-unread={unread ? '' : undefined}>
      <Icon name={icon} />
      <div>
        <p>
          {unread && <span className="vh">{t('unreadMark')} </span>}
          {sentence}
        </p>
        <p className="sub">
          <time dateTime={notice.at}>{clockShort(notice.at, style)}</time>
          {more !== null && <span> · {more}</span>}
        </p>
      </div>
      {onRead !== null && <Acts notice={notice} onRead={onRead} />}
    </li>
  )
}

/** Where one goes on, and that it was read. */
function Acts({ notice, onRead }: { notice: NoticeView; onRead: OnRead }) {
  const t = useTranslations('inbox')
  const { sentence, way } = useNoticeWords()(notice)
  const unread = notice.readAt === null
  return (
    <span className="told-acts">
      {way !== null && (
        <a className="btn small" href={way.href} onClick={unread ? () => onRead(notice.id) : undefined}>
          {way.label}
          <span className="vh">: {sentence}</span>
        </a>
      )}
      {unread && (
        <button type="button" className="btn small text" onClick={() => onRead(notice.id)}>
          {t('markRead')}
          <span className="vh">: {sentence}</span>
        </button>
      )}
    </span>
  )
}
