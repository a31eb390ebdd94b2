import type { ApiDeps } from './deps.ts'
import { bearerOf } from './authenticate.ts'

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])
/** To look a link code up makes it the caller's: a change, though it is a GET. */
const CHANGING_READS = /^\/api\/v1\/links\//

/**
 * Whether a request may come from where it comes from (protocol.md, part 2): a wrong Origin never; without one, what changes something passes
 * with a bearer, and with our cookie only when the browser itself says that the page is ours.
 */
export async function allowsOrigin(
  deps: Pick<ApiDeps, 'config' | 'tokenOfCookie'>,
  method: string,
  path: string,
  headers: Headers,
): Promise<boolean> {
  const origin = headers.get('origin')
  if (origin !== null) return deps.config.origins.has(origin)
  if (SAFE.has(method) && !CHANGING_READS.test(path)) return true
  const cookie = headers.get('cookie')
  if (cookie === null || bearerOf(headers) !== null) return true
  return headers.get('sec-fetch-site') === 'same-origin' || (await deps.tokenOfCookie(cookie)) === null
}
