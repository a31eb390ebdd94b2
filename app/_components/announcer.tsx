'use client'
import { useEffect, useState } from 'react'
import { createAnnouncer } from './announce-queue.ts'

const polite = createAnnouncer({
  everyMs: 5_000,
  now: () => performance.now(),
  later: (run, ms) => setTimeout(run, ms),
})
const urgent = createAnnouncer({ everyMs: 0, now: () => performance.now(), later: (run, ms) => setTimeout(run, ms) })

/** Says a changed state to a screen reader; at most once in 5 seconds, what comes between is said together. */
export const announce = polite.say
/** For failed, declined, and a connection lost for more than 30 seconds. */
export const alarm = urgent.say

/** Takes back all that was said: after the end of a session nothing of the account stays in the page. */
export function hush(): void {
  polite.hush()
  urgent.hush()
}

/** The one status region of the page. It stands in the layout from the first render on and never gets focus. */
export function Announcer() {
  return (
    <>
      <div className="vh" role="status">
        <Said from={polite} />
      </div>
      <div className="vh" role="alert">
        <Said from={urgent} />
      </div>
    </>
  )
}

function Said({ from }: { from: typeof polite }) {
  const [text, setText] = useState('')
  useEffect(() => from.listen(setText), [from])
  return text
}
