'use client'
import { useEffect, useState } from 'react'

/** The server's clock on a page without a live connection: what it was when the page was made, and what has passed here since. */
export function useTick(serverNow: number, everyMs: number): number {
  const [now, setNow] = useState(serverNow)
  useEffect(() => {
    const start = performance.now()
    const timer = setInterval(() => setNow(serverNow + performance.now() - start), everyMs)
    return () => clearInterval(timer)
  }, [serverNow, everyMs])
  return now
}
