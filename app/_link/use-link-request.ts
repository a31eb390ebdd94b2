'use client'
import { useLocale } from 'next-intl'
import { useEffect, useState } from 'react'
import { askToLink, awaitDecision, type Asked, type Ended } from './ask-to-link.ts'

export type LinkRequest =
  | { readonly phase: 'starting' }
  | { readonly phase: 'waiting'; readonly asked: Asked; readonly scannedBy: string | null }
  | { readonly phase: 'ended'; readonly how: Ended }
  | { readonly phase: 'failed' }

/** One request to link this browser, from its code to the decision. `renew` drops it and asks anew. */
export function useLinkRequest(ready: boolean): { readonly request: LinkRequest; readonly renew: () => void } {
  const locale = useLocale()
  const [round, setRound] = useState(0)
  const [request, setRequest] = useState<LinkRequest>({ phase: 'starting' })
  // A changed language must not change the code that somebody is just typing elsewhere.
  const [asksIn] = useState(locale)
  useEffect(() => {
    if (!ready) return
    const stopping = new AbortController()
    const { signal } = stopping
    const run = async () => {
      setRequest({ phase: 'starting' })
      const asked = await askToLink(asksIn)
      if (signal.aborted) return
      setRequest({ phase: 'waiting', asked, scannedBy: null })
      const scanned = (by: string) => setRequest({ phase: 'waiting', asked, scannedBy: by })
      const how = await awaitDecision(asked, { scanned, signal })
      if (how !== null) setRequest({ phase: 'ended', how })
    }
    run().catch(() => {
      if (!signal.aborted) setRequest({ phase: 'failed' })
    })
    return () => stopping.abort()
  }, [round, ready, asksIn])
  return { request, renew: () => setRound((n) => n + 1) }
}
