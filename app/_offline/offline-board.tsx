'use client'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { Bones } from '#app/_components/bones.tsx'
import { Empty } from '#app/_components/empty.tsx'
import { dateTime } from '#app/_components/times.ts'
import { useTimeStyle } from '#app/_components/use-time-style.ts'
import { Wordmark } from '#app/_components/wordmark.tsx'
import { HeldParts, PARTS, type Part } from './held-parts.tsx'
import { useHeld, type Held, type Open } from './use-held.ts'
import { goOn, useWayBack } from './use-way-back.ts'

/** Opened without a network: what this device held, and as of when. Nothing here is live, and nothing here says so. */
export function OfflineBoard() {
  const conn = useTranslations('conn')
  const style = useTimeStyle()
  const { held, saveNote } = useHeld()
  const wanted = useWanted()
  useWayBack()
  const part = held.phase === 'open' ? partOf(held, wanted) : null
  const asOf = held.phase === 'open' && part !== null ? held[part]?.asOf : undefined
  return (
    <div className="offline" data-state="stale">
      <header className="bar">
        <Wordmark />
        <span className="live push off" suppressHydrationWarning>
          {asOf === undefined ? conn('reconnecting') : conn('off', { time: dateTime(asOf, style) })}
        </span>
      </header>
      <main className="col" id="main">
        {held.phase === 'open' && part !== null ? (
          <HeldParts held={held} part={part} saveNote={saveNote} onRetry={goOn} />
        ) : (
          <Nothing phase={held.phase} />
        )}
      </main>
    </div>
  )
}

/** The service worker leads here with the wanted page's path behind the `#`. */
function useWanted(): string {
  const [wanted, setWanted] = useState('')
  useEffect(() => {
    const look = () => setWanted(location.hash.slice(1))
    look()
    addEventListener('hashchange', look)
    return () => removeEventListener('hashchange', look)
  }, [])
  return wanted
}

/** What was asked for where it is held, else the first that is. */
function partOf(held: Open, wanted: string): Part | null {
  const there = PARTS.filter(({ name }) => held[name] !== null)
  return (there.find(({ path }) => path === wanted) ?? there[0])?.name ?? null
}

function Nothing({ phase }: { phase: Held['phase'] }) {
  const t = useTranslations('offline')
  if (phase === 'opening') return <Bones />
  return (
    <>
      <h1 tabIndex={-1}>{t('title')}</h1>
      <div className="group mt-5">
        <Empty
          action={
            <button type="button" className="btn" onClick={goOn}>
              {t('retry')}
            </button>
          }
        >
          {t(phase === 'signed-out' ? 'signedOut' : 'closed')}
        </Empty>
      </div>
    </>
  )
}
