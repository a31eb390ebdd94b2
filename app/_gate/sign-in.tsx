'use client'
import { useRef, useState } from 'react'
import type { SignOutView } from '#protocol/sign-out.ts'
import { useAttempt } from './attempt.tsx'
import { CodeStep } from './code-step.tsx'
import { OtherWays } from './other-ways.tsx'
import { RefusalText } from './refusal-text.tsx'
import { SignInForm, typedIn } from './sign-in-form.tsx'
import { usePasskeyOffer } from './use-passkey-offer.ts'
import { useSignIn } from './use-sign-in.ts'
import { useUnfinished } from './use-unfinished.ts'

type SignInProps = {
  readonly unfinished: SignOutView | null
  readonly invited: boolean
  /** What the company's sign-in is called. */
  readonly company: string | null
  /** Why the company's sign-in led back here. */
  readonly from: string | null
}

/** Account and password, then a code where one is wanted; beside them the ways without a password. */
export function SignIn({ unfinished, invited, company, from }: SignInProps) {
  const { who } = useAttempt()
  const { busy, refusal, signIn, forget } = useSignIn()
  const finishing = useUnfinished(unfinished)
  const [wantsCode, setWantsCode] = useState(false)
  const [onOtherWay, setOnOtherWay] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  // Whichever way one comes in: that others use this computer too is ticked in the form.
  const isShared = () => (form.current === null ? who.shared : typedIn(form.current).shared)
  const arrived = () => signIn({ ...who, shared: isShared(), arrived: true })
  const offerRefusal = usePasskeyOffer(!busy && !finishing && !wantsCode && !onOtherWay, arrived)
  const said = refusal ?? offerRefusal
  const begin = async (given: typeof who) => {
    const outcome = await signIn(given)
    if (outcome === 'code') setWantsCode(true)
    return outcome
  }
  if (wantsCode)
    return (
      <CodeStep
        busy={busy}
        refusal={refusal}
        onCode={(code) => signIn({ ...who, code })}
        onBack={() => {
          forget()
          setWantsCode(false)
        }}
      />
    )
  return (
    <div className="stack">
      {from !== null && said === null && !busy && <RefusalText refusal={{ code: from, more: {} }} />}
      <SignInForm form={form} busy={busy} refusal={said} invited={invited} finishing={finishing} onSignIn={begin} />
      <OtherWays
        company={company}
        disabled={busy || finishing}
        isShared={isShared}
        onBusy={setOnOtherWay}
        onArrived={arrived}
      />
    </div>
  )
}
