'use client'
import type { ReactNode } from 'react'

export function PrintButton({ children }: { children: ReactNode }) {
  return (
    <button type="button" className="btn" onClick={() => print()}>
      {children}
    </button>
  )
}
