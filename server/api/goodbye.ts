import { lagOf } from '#domain/sign-out/marks.ts'
import type { SignOutState } from '#domain/sign-out/sign-out.ts'
import type { Ports } from '../commands/ports.ts'
import type { EndedCaller } from './authenticate.ts'
import type { ApiDeps } from './deps.ts'
import type { Reply } from './reply.ts'

/**
 * The answer to a browser's accepted confirmation takes its cookie back, and not before: our own names only. On a secure origin it also empties the
 * HTTP cache where caches go; never `"cookies"` or `"storage"`, which would take what is not ours (protocol.md, part 2).
 */
export async function goodbye(
  ports: Ports,
  { config, cookieClear }: Pick<ApiDeps, 'config' | 'cookieClear'>,
  caller: EndedCaller,
  state: SignOutState,
): Promise<Reply> {
  // The caller's own sign-out decides; a confirmation of an older one of the same device leaves the cookie alone.
  const signOut = await ports.store.read.signOuts.get(caller.signOutId)
  if (signOut?.state !== 'confirmed') return { status: 200, body: { state } }
  const body = { state, lagMs: lagOf(signOut, signOut.confirmedAt) }
  const clears = config.secure && signOut.options.clearCache
  return {
    status: 200,
    body,
    cookies: cookieClear(config.secure),
    ...(clears ? { headers: { 'clear-site-data': '"cache"' } } : {}),
  }
}
