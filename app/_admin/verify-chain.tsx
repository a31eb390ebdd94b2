'use client'
import { useTranslations } from 'next-intl'
import { useEffect, useEffectEvent, useState } from 'react'
import { announce } from '#app/_components/announcer.tsx'
import { ProblemLine } from '#app/_components/problem-line.tsx'
import { call, type Problem } from '#app/_live/call.ts'
import { useProblemText } from '#app/_live/problem-text.ts'
import type { VerificationsView, VerificationView } from '#protocol/admin.ts'
import { useVerificationWords, VerificationBroken, VerificationIntact, VerificationRuns } from './verification-said.tsx'

const LOOK_MS = 1_000
const PATH = '/api/v1/admin/audit/verifications'

type VerifyChainProps = {
  readonly start: VerificationsView
  /** The organisation's: the page tells times by its clocks. */
  readonly zone: string
}

/**
 * What the last verification of the log found, and the one that runs: who began it, how far it is. It is the server's work, so this page can
 * be left, and whoever opens it meanwhile sees the same.
 */
export function VerifyChain({ start, zone }: VerifyChainProps) {
  const t = useTranslations('adminAudit')
  const admin = useTranslations('admin')
  const problemText = useProblemText()
  const words = useVerificationWords(zone)
  const [{ newest, result }, setFound] = useState(start)
  const [problem, setProblem] = useState<Problem | null>(null)
  const running = newest?.state === 'running' ? newest : null

  const look = async () => {
    const answer = await call<VerificationsView>('GET', PATH)
    if (!answer.ok) return
    setFound(answer.body)
    const { state } = answer.body.newest ?? {}
    if (answer.body.newest && (state === 'intact' || state === 'stopped')) announce(words.outcome(answer.body.newest))
  }
  const ask = async (path: string) => {
    const answer = await call<VerificationView>('POST', path)
    // It was over a moment before it was stopped: what it found says so.
    setProblem(answer.ok || answer.problem.code === 'wrong_state' ? null : answer.problem)
    await look()
  }
  const runs = running !== null
  const lookAgain = useEffectEvent(() => void look())
  useEffect(() => {
    if (!runs) return
    const timer = setInterval(lookAgain, LOOK_MS)
    return () => clearInterval(timer)
  }, [runs])
  return (
    <>
      {result?.brokenAt && <VerificationBroken brokenAt={result.brokenAt} />}
      <section className="group verify" aria-label={t('chain')}>
        <div className="stack">
          {running && <VerificationRuns verification={running} words={words} />}
          {newest?.state === 'stopped' && <p className="sub">{words.outcome(newest)}</p>}
          {result?.state === 'intact' && <VerificationIntact verification={result} words={words} />}
          {result?.state === 'broken' && <p className="sub">{words.verifiedAt(result)}</p>}
          {newest === null && <p className="sub">{t('never')}</p>}
          <ProblemLine text={problem && problemText(problem)} />
        </div>
        <button type="button" className="btn" onClick={() => void ask(running ? `${PATH}/${running.id}/stop` : PATH)}>
          {running ? admin('stop') : t('verify')}
        </button>
      </section>
    </>
  )
}
