'use client'
import { createContext, useContext, useMemo, useState, type ReactNode } from 'react'
import type { Credentials, DeviceLimit } from './sign-in-here.ts'

type Attempt = {
  readonly who: Credentials
  readonly keep: (who: Credentials) => void
  /** Who holds the places, once the server has said that there is none free. */
  readonly limit: DeviceLimit | null
  readonly meetLimit: (limit: DeviceLimit | null) => void
}

const Context = createContext<Attempt | null>(null)

/** What was typed, kept in memory while the chooser is open: cancelling it loses nothing, and nothing of it is stored anywhere. */
export function AttemptProvider({ children }: { children: ReactNode }) {
  const [who, keep] = useState<Credentials>({ email: '', password: '', shared: false })
  const [limit, meetLimit] = useState<DeviceLimit | null>(null)
  const attempt = useMemo(() => ({ who, keep, limit, meetLimit }), [who, limit])
  return <Context value={attempt}>{children}</Context>
}

export function useAttempt(): Attempt {
  const attempt = useContext(Context)
  if (attempt === null) throw new Error('useAttempt outside of AttemptProvider')
  return attempt
}
