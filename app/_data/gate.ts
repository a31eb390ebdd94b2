import { redirect } from 'next/navigation'
import type { SignOutView } from '#protocol/sign-out.ts'
import { runtime } from '#server/running.ts'
import { whoCalls } from './viewer.ts'

export type GateData = {
  readonly serverNow: number
  /** The session of this browser that has ended and whose sign-out it has not confirmed yet: it finishes that first. */
  readonly unfinished: SignOutView | null
}

/** What a page for signing in or linking needs. A browser that is signed in goes on to `to`, unless that is null. */
export async function readGate(to: string | null): Promise<GateData | null> {
  const caller = await whoCalls()
  if (caller.kind === 'viewer') {
    if (to !== null) redirect(to)
    return null
  }
  const unfinished = caller.kind === 'ended' && !caller.closed ? caller.signOut : null
  return { serverNow: runtime().now(), unfinished }
}

/** Whether there is a company yet. */
export async function isSetUp(): Promise<boolean> {
  return runtime().isSetUp()
}

/** The page that an ended browser sees at any path: its own sign-out. Others are led to where they can go on. */
export async function readEnded(): Promise<SignOutView> {
  const caller = await whoCalls()
  if (caller.kind === 'viewer') redirect('/devices')
  if (caller.kind === 'none') redirect('/sign-in')
  return caller.signOut
}
