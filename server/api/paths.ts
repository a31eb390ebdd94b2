/** The paths that the API answers; everything else is the pages' (`/api/auth/…` is next-auth's). */
const PREFIXES = ['/api/v1/', '/api/test/', '/oauth/'] as const
const EXACT: ReadonlySet<string> = new Set([
  '/api/v1',
  '/healthz',
  '/readyz',
  '/metrics',
  '/.well-known/jwks.json',
  '/.well-known/oauth-authorization-server',
])

/** Whether a request for this path (without its query) is for the API. */
export function isApiPath(path: string): boolean {
  return EXACT.has(path) || PREFIXES.some((prefix) => path.startsWith(prefix))
}
