import { useEffect, useEffectEvent, useState } from 'react'
import type { Refusal } from './auth-call.ts'

/** The offer's challenge is good for five minutes (domain/credential.ts); a new offer takes its place before that. */
const RENEW_MS = 4 * 60_000

/**
 * While `open`, passkeys stand among what the browser fills in at the account field, where it can do so. A person who does not use them notices
 * nothing; the offer is withdrawn as soon as the form is sent, another way is taken, or the page is left.
 * @returns why a passkey that was chosen there did not lead in
 */
export function usePasskeyOffer(open: boolean, onArrived: () => Promise<unknown>): Refusal | null {
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const arrived = useEffectEvent(onArrived)
  useEffect(() => {
    if (!open) return
    let offer = new AbortController()
    const make = async (signal: AbortSignal) => {
      if (!(await canOffer()) || signal.aborted) return
      const { offerPasskeys } = await import('./passkey-sign-in.ts')
      const answer = await offerPasskeys(signal)
      if (answer === null) return
      setRefusal(answer.ok ? null : answer.refusal)
      if (answer.ok) await arrived()
    }
    const renew = () => {
      offer.abort()
      offer = new AbortController()
      void make(offer.signal).catch(() => {}) // the button for passkeys is there all the same
    }
    renew()
    const timer = setInterval(renew, RENEW_MS)
    return () => {
      clearInterval(timer)
      offer.abort()
    }
  }, [open])
  return refusal
}

async function canOffer(): Promise<boolean> {
  return 'PublicKeyCredential' in window && (await PublicKeyCredential.isConditionalMediationAvailable?.()) === true
}
