'use client'
import { useTranslations } from 'next-intl'
import { useRef, useState } from 'react'
import { Notice } from '#app/_components/notice.tsx'
import { call } from '#app/_live/call.ts'
import { useProblemText } from '#app/_live/problem-text.ts'

const LOGS = 50

type Stretch = {
  readonly ok: boolean
  readonly entries: number
  readonly erased: number
  readonly next: string | null
  readonly logs: number
  readonly brokenAt?: { readonly stream: string; readonly seq: number }
}
type Walk = { readonly logs: number; readonly entries: number; readonly erased: number }
type State =
  | { readonly at: 'idle' }
  | { readonly at: 'walking' | 'verified'; readonly walk: Walk }
  | { readonly at: 'broken'; readonly where: string }
  | { readonly at: 'problem'; readonly text: string }

/** Walks the chain of hashes log by log: it shows how far it is and can be stopped. A broken chain stays on the page as an alert. */
export function VerifyChain() {
  const t = useTranslations('adminAudit')
  const text = useProblemText()
  const [state, setState] = useState<State>({ at: 'idle' })
  const halted = useRef(false)

  const verify = async () => {
    halted.current = false
    let walk: Walk = { logs: 0, entries: 0, erased: 0 }
    for (let after: string | null = ''; after !== null;) {
      setState({ at: 'walking', walk })
      const from: string = after === '' ? '' : `&after=${encodeURIComponent(after)}`
      const answer = await call<Stretch>('GET', `/api/v1/admin/audit/verify?logs=${LOGS}${from}`)
      if (!answer.ok) return setState({ at: 'problem', text: text(answer.problem) })
      const { brokenAt, next, ...part } = answer.body
      if (brokenAt) return setState({ at: 'broken', where: `${brokenAt.stream} ${brokenAt.seq}` })
      walk = { logs: walk.logs + part.logs, entries: walk.entries + part.entries, erased: walk.erased + part.erased }
      if (halted.current) return setState({ at: 'idle' })
      after = next
    }
    setState({ at: 'verified', walk })
  }
  return (
    <>
      {state.at === 'walking' ? (
        <button type="button" className="btn" onClick={() => (halted.current = true)}>
          {t('stop')}
        </button>
      ) : (
        <button type="button" className="btn" onClick={() => void verify()}>
          {t('verify')}
        </button>
      )}
      <div className="verify-said" role="status">
        {state.at === 'walking' && t('verifying', { logs: state.walk.logs, entries: state.walk.entries })}
        {state.at === 'verified' && (
          <span className="st done">{t('verified', { entries: state.walk.entries, erased: state.walk.erased })}</span>
        )}
      </div>
      {state.at === 'broken' && (
        <Notice tone="bad" icon="bad" alert>
          {t('broken', { id: state.where })}
        </Notice>
      )}
      {state.at === 'problem' && (
        <p className="error" role="alert">
          {state.text}
        </p>
      )}
    </>
  )
}
