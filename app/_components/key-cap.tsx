import type { ReactNode } from 'react'

/** A key with its glyph for those who see, and its name for those who listen (guide statement 3.3). */
export function KeyCap({ glyph, spoken }: { glyph: ReactNode; spoken: string }) {
  return (
    <>
      <kbd aria-hidden="true">{glyph}</kbd>
      <span className="vh">{spoken}</span>
    </>
  )
}
