'use client'
import { useTranslations } from 'next-intl'
import { useEffect, useEffectEvent, useState } from 'react'
import type { LinkView } from '#protocol/link.ts'
import { Icon } from '#app/_components/icon.tsx'
import { Inset } from '#app/_components/notice.tsx'
import { CodeForm, lookUp } from './code-form.tsx'
import { LinkReview, type Decision } from './link-review.tsx'
import { useLinkProblem } from './link-problem.ts'

type EnterCodeProps = {
  /** The session that looks: it cannot give its own place. */
  readonly sessionId: string
  /** Only a session that signed in by itself may approve. */
  readonly bySelf: boolean
  readonly serverNow: number
}

/** From a code, typed or come by a link's fragment, to who asks, to the decision. */
export function EnterCode({ sessionId, bySelf, serverNow }: EnterCodeProps) {
  const t = useTranslations('link')
  const text = useLinkProblem()
  const [given, setGiven] = useState<{ code: string; problem: string | null } | null>(null)
  const [link, setLink] = useState<LinkView | null>(null)
  const [decision, setDecision] = useState<Decision | null>(null)
  const read = useEffectEvent(async () => {
    if (!bySelf) return
    const code = decodeURIComponent(location.hash.slice(1))
    if (code === '') return setGiven({ code, problem: null })
    const answer = await lookUp(code)
    if (answer.ok) setLink(answer.body)
    setGiven({ code, problem: answer.ok ? null : text(answer.problem) })
  })
  // The code in the address is read when the page opens and when it changes.
  useEffect(() => {
    const changed = () => void read()
    changed()
    addEventListener('hashchange', changed)
    return () => removeEventListener('hashchange', changed)
  }, [])

  if (!bySelf) return <LinkedDevice />
  if (decision !== null && link !== null) return <Decided decision={decision} name={link.device.name} />
  if (link !== null) {
    return (
      <LinkReview
        link={link}
        sessionId={sessionId}
        serverNow={serverNow}
        onDecided={setDecision}
        onOver={(problem) => {
          setLink(null)
          setGiven({ code: '', problem })
        }}
      />
    )
  }
  return (
    <section className="panel stack">
      {given === null ? (
        <div className="bone h-24" aria-busy="true" />
      ) : (
        <CodeForm code={given.code} problem={given.problem} onFound={setLink} />
      )}
      <p className="sub">
        <Icon name="qr" />
        <span>{t('scanHelp')}</span>
      </p>
      <p className="sub">
        <Icon name="lock" />
        <span>{t('never')}</span>
      </p>
    </section>
  )
}

function Decided({ decision, name }: { decision: Decision; name: string }) {
  const t = useTranslations('link')
  const allowed = decision === 'approved'
  return (
    <section className="panel stack" role="status">
      <Inset tone={allowed ? 'done' : 'closed'} icon={allowed ? 'done' : 'closed'}>
        <p>{t(allowed ? 'allowed' : 'blocked', { name })}</p>
        <p className="sub">{t(allowed ? 'allowedNext' : 'blockedNext')}</p>
      </Inset>
      <a className="btn justify-self-start" href="/devices">
        {t('toDevices')}
      </a>
    </section>
  )
}

/** A device that was linked itself cannot let others in. It becomes one that can by signing in with its password. */
function LinkedDevice() {
  const t = useTranslations('link')
  const term = useTranslations('term')
  const [code, setCode] = useState('')
  useEffect(() => setCode(location.hash), [])
  return (
    <section className="panel stack">
      <Inset tone="original" icon="original">
        <p>{t('linkedDevice')}</p>
        <p className="sub">{t('linkedDeviceNext')}</p>
      </Inset>
      <a className="btn justify-self-start" href={`/sign-in?next=/l${code}`}>
        {term('signIn')}
      </a>
    </section>
  )
}
