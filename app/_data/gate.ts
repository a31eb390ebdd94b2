import { redirect } from 'next/navigation'
import type { SignOutView } from '#protocol/sign-out.ts'
import { runtime } from '#server/running.ts'
import { whoCalls } from './viewer.ts'

export type GateData = {
  readonly serverNow: number
  /** The session of this browser that has ended and whose sign-out it has not confirmed yet: it finishes that first. */
  readonly unfinished: SignOutView | null
  /** What the company's sign-in is called, or null where there is none. */
  readonly company: string | null
}

/**
 * What a page for signing in needs. A browser that has signed in by itself goes on to `to`; one that was linked may sign in here, and so
 * become a device that approves.
 */
export async function readGate(to: string): Promise<GateData> {
  const caller = await whoCalls()
  if (caller.kind === 'viewer' && caller.viewer.bySelf) redirect(to)
  const unfinished = caller.kind === 'ended' && !caller.closed ? caller.signOut : null
  const { now, web } = runtime()
  return { serverNow: now(), unfinished, company: web.company?.name ?? null }
}

/** Whether this server sends mail. */
export function sendsMail(): boolean {
  return runtime().config.mail
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
