'use client'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState } from 'react'
import { announce } from '#app/_components/announcer.tsx'
import { Bones } from '#app/_components/bones.tsx'
import { useAttempt } from './attempt.tsx'
import { HolderRow } from './holder-row.tsx'
import { RefusalText } from './refusal-text.tsx'
import type { DeviceLimit } from './sign-in-here.ts'
import { useSignIn } from './use-sign-in.ts'
import { useTick } from './use-tick.ts'

/** How often the page asks whether a place has become free, while it is looked at. */
const ASK_AGAIN_MS = 5_000

/** All places are taken: which device shall give its own. Nothing changes until one is chosen; a place freed elsewhere is simply taken. */
export function LimitChooser({ serverNow }: { serverNow: number }) {
  const { limit } = useAttempt()
  const router = useRouter()
  useEffect(() => {
    // Opened by its address, without an attempt behind it: there is nothing to choose for.
    if (limit === null) router.replace(`/sign-in${location.search}`)
  }, [limit, router])
  if (limit === null) return <Bones />
  return <Chooser limit={limit} serverNow={serverNow} />
}

function Chooser({ limit, serverNow }: { limit: DeviceLimit; serverNow: number }) {
  const t = useTranslations('signin')
  const app = useTranslations('app')
  const router = useRouter()
  const { who } = useAttempt()
  const { busy, refusal, signIn } = useSignIn()
  const [chosen, setChosen] = useState<string | null>(null)
  const title = useRef<HTMLHeadingElement>(null)
  const now = useTick(serverNow, 15_000)
  useEffect(() => title.current?.focus(), [])
  useRetry(() => signIn(who), busy || chosen !== null)

  const replace = async (id: string) => {
    setChosen(id)
    const outcome = await signIn(who, id)
    if (outcome === 'in') return
    setChosen(null)
    // The session chosen was no longer there and its place went to somebody else: the list is the present one.
    if (outcome === 'limit') announce(t('limitTaken'))
  }
  return (
    <>
      <h1 ref={title} tabIndex={-1}>
        {t('limitTitle', { max: limit.sessions.length })}
      </h1>
      <p className="mt-1.5 mb-5 text-ink-2">{t('limitBody', { max: limit.limit })}</p>
      {refusal !== null && (
        <div className="mb-4">
          <RefusalText refusal={refusal} />
        </div>
      )}
      <ul className="group">
        {limit.sessions.map((holder) => (
          <HolderRow
            key={holder.id}
            holder={holder}
            now={now}
            busy={chosen !== null}
            chosen={chosen === holder.id}
            onChoose={() => void replace(holder.id)}
          />
        ))}
      </ul>
      <div className="mt-4 flex flex-wrap items-center justify-between gap-3">
        <span className="sub">{t('limitNote')}</span>
        <button
          type="button"
          className="btn text"
          disabled={chosen !== null}
          onClick={() => router.push(`/sign-in${location.search}${location.hash}`)}
        >
          {app('cancel')}
        </button>
      </div>
    </>
  )
}

/** Tries again now and then while the page is seen and nothing else is under way. Each try is a right password, so none counts as a failure. */
function useRetry(again: () => Promise<unknown>, hold: boolean): void {
  const latest = useRef({ again, hold })
  useEffect(() => {
    latest.current = { again, hold }
  })
  useEffect(() => {
    const timer = setInterval(() => {
      if (!latest.current.hold && document.visibilityState === 'visible') void latest.current.again()
    }, ASK_AGAIN_MS)
    return () => clearInterval(timer)
  }, [])
}
