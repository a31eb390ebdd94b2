/** Why next-auth's side did not let this browser in: the refusal's stable code and its own members. */
export type Refusal = { readonly code: string; readonly more: Readonly<Record<string, unknown>> }
export type AuthAnswer = { readonly ok: true } | { readonly ok: false; readonly refusal: Refusal }

let csrf: string | null = null

/**
 * Posts a form to one of our next-auth providers (protocol.md, part 2). A refusal comes back as JSON text in the `error` of the URL that
 * next-auth would lead to; without a network it is the refusal `network`.
 */
export async function authCall(
  provider: 'password' | 'link' | 'passkey',
  fields: Readonly<Record<string, string>>,
): Promise<AuthAnswer> {
  try {
    const url = await post(provider, fields)
    if (!url.searchParams.has('csrf')) return answerOf(url)
    csrf = null // its cookie is gone, cleared by a clean-up perhaps: once more with a new one
    return answerOf(await post(provider, fields))
  } catch {
    return { ok: false, refusal: { code: 'network', more: {} } }
  }
}

async function post(provider: string, fields: Readonly<Record<string, string>>): Promise<URL> {
  csrf ??= await csrfToken()
  return send(`callback/${provider}`, { ...fields, csrfToken: csrf })
}

async function send(path: string, fields: Readonly<Record<string, string>>): Promise<URL> {
  const body = new URLSearchParams({ ...fields, json: 'true' })
  const response = await fetch(`/api/auth/${path}`, { method: 'POST', body, cache: 'no-store' })
  const said: unknown = await response.json()
  if (!isRecord(said) || typeof said.url !== 'string') throw new Error('next-auth gave no address')
  return new URL(said.url, location.origin)
}

/**
 * Sets out for the company's identity provider; the browser leaves this page. It comes back to the page that gives the device its session, and
 * goes on to `next`. False when it could not set out.
 * @param shared others use this computer too
 */
export async function setOutForCompany(next: string, shared = false): Promise<boolean> {
  try {
    const callbackUrl = `/sign-in/arrive?next=${encodeURIComponent(next)}${shared ? '&shared=1' : ''}`
    const url = await send('signin/company', { callbackUrl, csrfToken: await csrfToken() })
    if (url.origin === location.origin) return false
    location.assign(url.href)
    return true
  } catch {
    return false
  }
}

async function csrfToken(): Promise<string> {
  const response = await fetch('/api/auth/csrf', { cache: 'no-store' })
  const said: unknown = await response.json()
  if (!isRecord(said) || typeof said.csrfToken !== 'string') throw new Error('next-auth gave no token')
  return said.csrfToken
}

function answerOf(url: URL): AuthAnswer {
  const error = url.searchParams.get('error')
  if (error === null) return { ok: true }
  try {
    const said: unknown = JSON.parse(error)
    if (isRecord(said) && typeof said.code === 'string') return { ok: false, refusal: { code: said.code, more: said } }
  } catch {
    // next-auth's own words, such as `Configuration`
  }
  return { ok: false, refusal: { code: 'internal', more: {} } }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
