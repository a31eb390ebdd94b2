const HOME = '/devices'

/**
 * Where a person goes after signing in: the page of ours that they wanted. Everything that could lead to another origin, back to the gate or
 * to what is no page is the devices page instead.
 */
export function nextPath(search: string, hash = ''): string {
  const wanted = new URLSearchParams(search).get('next') ?? HOME
  const base = 'http://page.invalid'
  const url = URL.canParse(wanted, base) ? new URL(wanted, base) : null
  if (url === null || url.origin !== base || !wanted.startsWith('/')) return HOME
  if (/^\/(sign-in|signed-out|setup|api|oauth|_next)(\/|$)/.test(url.pathname)) return HOME
  return url.pathname + url.search + (url.hash === '' ? hash : url.hash)
}
