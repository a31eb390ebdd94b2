import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { cache } from 'react'
import type { Viewer } from '#domain/access.ts'
import { runtime } from '#server/running.ts'

/** Who calls, once for one rendering: the session's row is read for every page, whatever the browser has cached. */
export const whoCalls = cache(async () => runtime().whoCalls(await headers()))

/**
 * The member whose page this is. Others are led away: no session to sign in and back to `path`, an ended one to the page that says so.
 * Every page's data function begins with this.
 */
export async function requireViewer(path: string): Promise<Viewer> {
  const caller = await whoCalls()
  if (caller.kind === 'ended') redirect('/signed-out')
  if (caller.kind === 'none')
    redirect((await runtime().isSetUp()) ? `/sign-in?next=${encodeURIComponent(path)}` : '/setup')
  return caller.viewer
}
