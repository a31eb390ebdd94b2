'use client'
import { useRouter } from 'next/navigation'
import { useLocale } from 'next-intl'
import { useState } from 'react'
import { useAttempt } from './attempt.tsx'
import type { Refusal } from './auth-call.ts'
import { nextPath } from './next-path.ts'
import { deviceClaim, limitOf, markShared, signInHere, type Credentials } from './sign-in-here.ts'

/** `in` includes the way to the next page, which is then loading. `code`: the password is right, and a code is wanted as well. */
export type SignedIn = 'in' | 'limit' | 'code' | 'refused'

/** Signs in with what was typed, from the form and from the chooser alike. */
export function useSignIn(): {
  readonly busy: boolean
  readonly refusal: Refusal | null
  readonly signIn: (who: Credentials, replace?: string) => Promise<SignedIn>
  readonly forget: () => void
} {
  const locale = useLocale()
  const router = useRouter()
  const { keep, meetLimit } = useAttempt()
  const [busy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<Refusal | null>(null)

  const signIn = async (who: Credentials, replace?: string): Promise<SignedIn> => {
    setBusy(true)
    keep(who)
    const { rememberAccount, signInBegins } = await deviceClaim()
    signInBegins()
    const answer = await signInHere(who, locale, replace)
    if (answer.ok) {
      // A shared computer does not keep whose account it was.
      if (who.shared || who.arrived !== true) await rememberAccount(who.shared ? null : who.email).catch(() => {})
      if (who.shared) await markShared()
      location.assign(nextPath(location.search, location.hash))
      return 'in'
    }
    setBusy(false)
    const { code, more } = answer.refusal
    if (code !== 'device_limit') {
      const wanted = code === 'second_factor_required'
      setRefusal(wanted ? null : answer.refusal)
      return wanted ? 'code' : 'refused'
    }
    setRefusal(null)
    // The code is used up; what stands for it is tried from now on.
    if (typeof more.pass === 'string') keep({ ...who, pass: more.pass })
    meetLimit(limitOf(answer.refusal.more))
    if (location.pathname !== '/sign-in/limit') router.push(`/sign-in/limit${location.search}${location.hash}`)
    return 'limit'
  }
  return { busy, refusal, signIn, forget: () => setRefusal(null) }
}
