'use client'
import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState, type FormEvent } from 'react'
import type { LinkView } from '#protocol/link.ts'
import { DevicePicture } from '#app/_components/device-picture.tsx'
import { limitOf, type DeviceLimit } from '#app/_gate/sign-in-here.ts'
import { call, type Problem } from '#app/_live/call.ts'
import { CheckNumber } from './check-number.tsx'
import { LinkFacts } from './link-facts.tsx'
import { useLinkProblem } from './link-problem.ts'
import { PlaceChoice } from './place-choice.tsx'

export type Decision = 'approved' | 'denied'

type LinkReviewProps = {
  readonly link: LinkView
  readonly sessionId: string
  readonly serverNow: number
  readonly onDecided: (decision: Decision) => void
  /** The code cannot be decided any more, and why. */
  readonly onOver: (problem: string) => void
}

const OVER = new Set(['unknown_code', 'code_expired', 'code_burnt', 'already_decided', 'rate_limited'])

/** Who asks, from where, since when; the number is typed, never shown here. */
export function LinkReview({ link, sessionId, serverNow, onDecided, onOver }: LinkReviewProps) {
  const t = useTranslations('link')
  const text = useLinkProblem()
  const [limit, setLimit] = useState<DeviceLimit | null>(() =>
    link.places.used >= link.places.limit ? link.places : null,
  )
  const [replace, setReplace] = useState<string | null>(null)
  const [error, setError] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const number = useRef<HTMLInputElement>(null)
  const title = useRef<HTMLHeadingElement>(null)
  useEffect(() => title.current?.focus(), [])

  const refused = (problem: Problem) => {
    if (OVER.has(problem.code)) return onOver(text(problem))
    if (problem.code === 'device_limit') {
      setLimit(limitOf(problem.more))
      setReplace(null)
      return setError(t('chooseFirst'))
    }
    setError(text(problem))
    number.current?.select()
  }
  const decide = async (decision: Decision) => {
    setBusy(true)
    const body =
      decision === 'approved'
        ? { checkNumber: number.current?.value.trim() ?? '', ...(replace === null ? {} : { replace }) }
        : {}
    const answer = await call<LinkView>(
      'POST',
      `/api/v1/links/${link.userCode}/${decision === 'approved' ? 'approve' : 'deny'}`,
      body,
    )
    setBusy(false)
    if (answer.ok) onDecided(decision)
    else refused(answer.problem)
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void decide('approved')
  }
  return (
    <form className="dialog" onSubmit={submit} aria-labelledby="review-title">
      <header>
        <DevicePicture device={link.device} lamp="off" />
        <h2 id="review-title" ref={title} tabIndex={-1}>
          {t('allowTitle')}
        </h2>
      </header>
      <div className="body">
        <CheckNumber field={number} error={error} />
        <LinkFacts link={link} serverNow={serverNow} />
        {limit !== null && (
          <PlaceChoice limit={limit} own={sessionId} chosen={replace} serverNow={serverNow} onChoose={setReplace} />
        )}
        <p className="sub">{t('becomesOriginal')}</p>
      </div>
      <footer>
        <button type="button" className="btn" disabled={busy} onClick={() => void decide('denied')}>
          {t('block')}
        </button>
        <button type="submit" className="btn main-act" disabled={busy}>
          {t('allow')}
        </button>
      </footer>
    </form>
  )
}
