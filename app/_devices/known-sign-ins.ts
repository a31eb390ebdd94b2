import { useEffect, useState } from 'react'

const KEY = 'signoff-known-sign-ins'

/** The sign-ins that somebody at this browser has called their own. It is kept here only, and goes with the sign-out's clean-up. */
export function useKnownSignIns(): {
  readonly known: ReadonlySet<string> | null
  readonly know: (sessionId: string) => void
} {
  const [known, setKnown] = useState<ReadonlySet<string> | null>(null)
  useEffect(() => setKnown(new Set(read())), [])
  const know = (sessionId: string) => {
    const all = [...new Set([...read(), sessionId])].slice(-50)
    localStorage.setItem(KEY, JSON.stringify(all))
    setKnown(new Set(all))
  }
  return { known, know }
}

function read(): string[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]')
    return Array.isArray(stored) ? stored.filter((id) => typeof id === 'string') : []
  } catch {
    return []
  }
}
