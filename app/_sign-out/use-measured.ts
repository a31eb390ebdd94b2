import { useCallback, useEffect, useState } from 'react'
import type { GuideTable } from '#domain/guide.ts'
import type { MeasuredView } from '#protocol/insights.ts'
import { call } from '#app/_live/call.ts'

/** What this installation measured of one of the guide's tables, as far as it is known here. */
export type Ours =
  | { readonly state: 'loading' }
  | { readonly state: 'failed'; readonly retry: () => void }
  | { readonly state: 'there'; readonly figures: MeasuredView['figures'] }

/** Asks for it when the question opens: the page that it opens on does not carry it. */
export function useMeasured(table: GuideTable): Ours {
  const [answer, setAnswer] = useState<MeasuredView['figures'] | 'loading' | 'failed'>('loading')
  const [attempt, setAttempt] = useState(0)
  const retry = useCallback(() => {
    setAnswer('loading')
    setAttempt((before) => before + 1)
  }, [])
  useEffect(() => {
    let wanted = true
    void call<MeasuredView>('GET', `/api/v1/measured?table=${table}`).then((reply) => {
      if (wanted) setAnswer(reply.ok ? reply.body.figures : 'failed')
    })
    return () => {
      wanted = false
    }
  }, [table, attempt])
  if (answer === 'loading') return { state: 'loading' }
  return answer === 'failed' ? { state: 'failed', retry } : { state: 'there', figures: answer }
}
