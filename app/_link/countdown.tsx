'use client'
import { useEffect, useState } from 'react'

/** `4:32` until `until` (this browser's clock). Silent: whoever listens hears when the code has expired. */
export function Countdown({ until }: { until: number }) {
  const [left, setLeft] = useState(() => secondsTo(until))
  useEffect(() => {
    const timer = setInterval(() => setLeft(secondsTo(until)), 1000)
    return () => clearInterval(timer)
  }, [until])
  return (
    <time className="font-medium text-ink" aria-hidden="true" suppressHydrationWarning>
      {Math.floor(left / 60)}:{String(left % 60).padStart(2, '0')}
    </time>
  )
}

function secondsTo(until: number): number {
  return Math.max(0, Math.round((until - Date.now()) / 1000))
}
