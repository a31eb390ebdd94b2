'use client'
import { useTranslations } from 'next-intl'
import { useEffect } from 'react'
import { Bones } from '#app/_components/bones.tsx'
import { Empty } from '#app/_components/empty.tsx'
import { Notice } from '#app/_components/notice.tsx'
import { dateTime } from '#app/_components/times.ts'
import { useTimeStyle } from '#app/_components/use-time-style.ts'
import { Wordmark } from '#app/_components/wordmark.tsx'
import { ContactList } from './contact-list.tsx'
import { useHeld, type Held } from './use-held.ts'

/** Opened without a network: what this device held, and as of when. Nothing here is live, and nothing here says so. */
export function OfflineBoard() {
  const conn = useTranslations('conn')
  const style = useTimeStyle()
  const { held, saveNote } = useHeld()
  useEffect(() => {
    addEventListener('online', goOn)
    return () => removeEventListener('online', goOn)
  }, [])
  const badge =
    held.phase === 'open' ? conn('off', { time: dateTime(held.directory.asOf, style) }) : conn('reconnecting')
  return (
    <div className="offline" data-state="stale">
      <header className="bar">
        <Wordmark />
        <span className="live push off" suppressHydrationWarning>
          {badge}
        </span>
      </header>
      <main className="col" id="main">
        <What held={held} saveNote={saveNote} />
      </main>
    </div>
  )
}

/** The page that was wanted, once there is a network. */
function goOn(): void {
  const wanted = location.hash.slice(1)
  location.replace(/^\/(?!\/)[\w/-]*$/.test(wanted) ? wanted : '/devices')
}

function What({ held, saveNote }: { held: Held; saveNote: (id: string, text: string) => Promise<void> }) {
  const t = useTranslations('offline')
  const style = useTimeStyle()
  if (held.phase === 'opening') return <Bones />
  const retry = (
    <button type="button" className="btn" onClick={goOn}>
      {t('retry')}
    </button>
  )
  if (held.phase !== 'open') {
    return (
      <>
        <h1 tabIndex={-1}>{t('title')}</h1>
        <div className="group mt-5">
          <Empty action={retry}>{t(held.phase === 'signed-out' ? 'signedOut' : 'closed')}</Empty>
        </div>
      </>
    )
  }
  return (
    <>
      <div className="head">
        <h1 tabIndex={-1}>{t('contacts')}</h1>
      </div>
      <Notice icon="offline" action={retry}>
        {t('notLive', { time: dateTime(held.directory.asOf, style) })}
      </Notice>
      <ContactList directory={held.directory} notes={held.notes} saveNote={saveNote} />
    </>
  )
}
