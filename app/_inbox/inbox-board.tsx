'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { InboxPage } from '#protocol/inbox.ts'
import { announce } from '#app/_components/announcer.tsx'
import { Empty } from '#app/_components/empty.tsx'
import { call } from '#app/_live/call.ts'
import { useProblemText } from '#app/_live/problem-text.ts'
import { NoticeDays } from './notice-days.tsx'
import { useInboxChanges } from './use-inbox.ts'

type InboxBoardProps = { readonly page: InboxPage; readonly only: 'all' | 'unread' }

/** A member's inbox: what they were told, day by day, live across their devices. */
export function InboxBoard({ page: first, only }: InboxBoardProps) {
  const t = useTranslations('inbox')
  const text = useProblemText()
  const [page, setPage] = useState(first)
  const [error, setError] = useState<string | null>(null)
  const path = only === 'unread' ? '/api/v1/inbox?unread=true' : '/api/v1/inbox'
  const read = async () => {
    const answer = await call<InboxPage>('GET', path)
    if (answer.ok) setPage(answer.body)
    return answer.ok
  }
  useInboxChanges(read)
  const mark = async (ids: readonly string[] | null) => {
    const answer = await call<unknown>('POST', '/api/v1/inbox/read', ids === null ? {} : { ids })
    if (!answer.ok) return setError(text(answer.problem))
    setError(null)
    if (ids === null) announce(t('allRead'))
    await read()
  }
  const older = async () => {
    const more = `${path}${only === 'unread' ? '&' : '?'}cursor=${page.nextCursor ?? ''}`
    const answer = await call<InboxPage>('GET', more)
    if (!answer.ok) return setError(text(answer.problem))
    setPage((now) => ({ ...answer.body, items: [...now.items, ...answer.body.items] }))
  }
  return (
    <>
      <div className="head">
        <div>
          <h1 tabIndex={-1}>{t('title')}</h1>
          <p className="sub">{t('sub', { n: page.unread })}</p>
        </div>
        {page.unread > 0 && (
          <button type="button" className="btn push" onClick={() => void mark(null)}>
            {t('readAll')}
          </button>
        )}
      </div>
      <nav className="tabs" aria-label={t('show')}>
        <a href="/inbox" aria-current={only === 'all' ? 'page' : undefined}>
          {t('all')}
        </a>
        <a href="/inbox?only=unread" aria-current={only === 'unread' ? 'page' : undefined}>
          {t('unread')}
        </a>
      </nav>
      {error !== null && (
        <p className="error mb-2" role="alert">
          {error}
        </p>
      )}
      {page.items.length === 0 ? (
        <div className="group">
          <Empty>{t(only === 'unread' ? 'emptyUnread' : 'empty')}</Empty>
        </div>
      ) : (
        <NoticeDays items={page.items} onRead={(id) => void mark([id])} />
      )}
      {page.nextCursor !== null && (
        <p className="mt-4">
          <button type="button" className="btn small" onClick={() => void older()}>
            {t('older')}
          </button>
        </p>
      )}
    </>
  )
}
