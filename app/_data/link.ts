import type { SignOutView } from '#protocol/sign-out.ts'
import { runtime } from '#server/running.ts'
import { requireViewer, whoCalls } from './viewer.ts'

export type Approver = {
  readonly sessionId: string
  readonly bySelf: boolean
  readonly serverNow: number
  /** Where this server is reached: what a terminal is told. */
  readonly origin: string
}
export type LinkData =
  | { readonly kind: 'new'; readonly unfinished: SignOutView | null }
  | ({ readonly kind: 'member' } & Approver)

/** `/link` serves both sides: a device that is signed in links others, one that is not asks to be linked. */
export async function readLink(): Promise<LinkData> {
  const caller = await whoCalls()
  if (caller.kind === 'viewer') return { kind: 'member', ...(await readApprover('/link')) }
  return { kind: 'new', unfinished: caller.kind === 'ended' && !caller.closed ? caller.signOut : null }
}

/** Who decides about a code. Without a session it leads to sign in and back to `path`; the browser carries the code's fragment along. */
export async function readApprover(path: string): Promise<Approver> {
  const { sessionId, bySelf } = await requireViewer(path)
  const rt = runtime()
  return { sessionId, bySelf, serverNow: rt.now(), origin: rt.config.url }
}
