'use client'
import { useEffect, useState } from 'react'
import type { SignOutView } from '#protocol/sign-out.ts'
import { startThisDevice } from '#app/_live/browser-device.ts'

/** After this long a browser that cannot finish (offline server, failed clean-up) may sign in all the same; the order stays open. */
const PATIENCE_MS = 20_000

/**
 * Finishes this browser's last sign-out before it signs in again (protocol.md, part 4): true while that is still under way. One that waits
 * for its original device cannot be finished now, and does not hold anybody up.
 */
export function useUnfinished(unfinished: SignOutView | null): boolean {
  const waits = unfinished !== null && unfinished.state !== 'awaiting-original' && unfinished.state !== 'declined'
  const [under, setUnder] = useState(waits)
  useEffect(() => {
    if (!waits) return
    const done = () => setUnder(false)
    const stop = startThisDevice((state) => {
      if (state.phase === 'signed-out' || state.phase === 'none' || state.phase === 'active') done()
      if (state.phase === 'locked' && (state.step === 'failed' || state.step === 'not-now')) done()
    })
    const timer = setTimeout(done, PATIENCE_MS)
    return () => {
      clearTimeout(timer)
      stop()
    }
  }, [waits])
  return under
}
