'use client'
import { usePathname } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState } from 'react'
import type { InboxPage, NoticeView } from '#protocol/inbox.ts'
import { announce } from '#app/_components/announcer.tsx'
import { Icon } from '#app/_components/icon.tsx'
import { call } from '#app/_live/call.ts'
import { useNoticeWords } from './notice-words.ts'
import { useInboxChanges } from './use-inbox.ts'

const SHOWN_MS = 8_000
/** These pages show and say the changes of sign-outs themselves. */
const SAYS_ITSELF = /^\/(devices|sign-outs|inbox)(\/|$)/

type News = Pick<InboxPage, 'items' | 'unread'>

/** The way to the inbox, with how much of it is unread; what comes in while the page is open is shown beside it for a moment. */
export function Bell({ unread: first }: { unread: number }) {
  const t = useTranslations('inbox')
  const words = useNoticeWords()
  const path = usePathname()
  const [unread, setUnread] = useState(first)
  const [fresh, setFresh] = useState<NoticeView | null>(null)
  const newest = useRef<string | null>(null)
  useEffect(() => setUnread(first), [first])
  useEffect(() => {
    if (fresh === null) return
    const timer = setTimeout(() => setFresh(null), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [fresh])
  useInboxChanges(async () => {
    const answer = await call<News>('GET', '/api/v1/inbox?limit=1')
    if (!answer.ok) return false
    const [item] = answer.body.items
    const isNew =
      item !== undefined && item.readAt === null && item.id !== newest.current && answer.body.unread > unread
    newest.current = item?.id ?? null
    setUnread(answer.body.unread)
    if (isNew && !SAYS_ITSELF.test(path)) {
      setFresh(item)
      announce(words(item).sentence)
    }
    return true
  })
  return (
    <>
      <a className="flat bell" href="/inbox" aria-label={t('bell', { n: unread })}>
        <Icon name="bell" />
        {unread > 0 && (
          <span className="n" aria-hidden="true">
            {unread > 99 ? '99+' : unread}
          </span>
        )}
      </a>
      {fresh !== null && !SAYS_ITSELF.test(path) && <Toast notice={fresh} onClose={() => setFresh(null)} />}
    </>
  )
}

/** Seen for a moment; the announcer has said it, and the inbox keeps it. */
function Toast({ notice, onClose }: { notice: NoticeView; onClose: () => void }) {
  const t = useTranslations('app')
  const { tone, icon, sentence, way } = useNoticeWords()(notice)
  return (
    <div className={`toast ${tone}`}>
      <Icon name={icon} />
      <p>
        {sentence} {way !== null && <a href={way.href}>{way.label}</a>}
      </p>
      <button type="button" className="flat" aria-label={t('close')} onClick={onClose}>
        <Icon name="x" />
      </button>
    </div>
  )
}
