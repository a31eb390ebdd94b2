'use client'
import type { ReactNode } from 'react'
import { useLive } from '#app/_live/live-provider.tsx'

/** The page's grid. While it is not live, running figures and lamps lose their colour (look.css, `data-state`). */
export function StaleMark({ children }: { children: ReactNode }) {
  const { badge } = useLive()
  return (
    <div className="app" data-state={badge === 'off' || badge === 'reconnecting' ? 'stale' : undefined}>
      {children}
    </div>
  )
}
