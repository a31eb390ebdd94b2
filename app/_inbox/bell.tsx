'use client'
import { usePathname } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import type { InboxPage, NoticeView } from '#protocol/inbox.ts'
import { Icon } from '#app/_components/icon.tsx'
import { call } from '#app/_live/call.ts'
import { useInboxChanges } from './use-inbox.ts'

// The words of a notice come with the first one.
const Toast = lazy(() => import('./toast.tsx').then((all) => ({ default: all.Toast })))

/** These pages show and say the changes of sign-outs themselves. */
const SAYS_ITSELF = /^\/(devices|sign-outs|inbox)(\/|$)/

type News = Pick<InboxPage, 'items' | 'unread'>

/** The way to the inbox, with how much of it is unread; what comes in while the page is open is shown beside it for a moment. */
export function Bell({ unread: first }: { unread: number }) {
  const t = useTranslations('inbox')
  const path = usePathname()
  const [unread, setUnread] = useState(first)
  const [fresh, setFresh] = useState<NoticeView | null>(null)
  const newest = useRef<string | null>(null)
  useEffect(() => setUnread(first), [first])
  useInboxChanges(async () => {
    const answer = await call<News>('GET', '/api/v1/inbox?limit=1')
    if (!answer.ok) return false
    const [item] = answer.body.items
    const isNew =
      item !== undefined && item.readAt === null && item.id !== newest.current && answer.body.unread > unread
    newest.current = item?.id ?? null
    setUnread(answer.body.unread)
    if (isNew && !SAYS_ITSELF.test(path)) setFresh(item)
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
      {fresh !== null && !SAYS_ITSELF.test(path) && (
        <Suspense>
          <Toast key={fresh.id} notice={fresh} onClose={() => setFresh(null)} />
        </Suspense>
      )}
    </>
  )
}
