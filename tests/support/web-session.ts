import { readFile } from 'node:fs/promises'
import { request } from 'node:http'
import { join } from 'node:path'
import { encode } from 'next-auth/jwt'
import { derive } from '#server/config/config.ts'
import { createKey } from './keys.ts'
import { deviceClaimOf, type Credentials } from './test-device.ts'

/** What came back for a request that was sent as it stands. */
export interface RawAnswer {
  status: number
  headers: Record<string, string | string[] | undefined>
  body: string
}

/** Sends a path as it is: `fetch` would tidy up `//`, `..` and the like. */
export function rawRequest(
  url: string,
  path: string,
  headers: Record<string, string> = {},
  method = 'GET',
): Promise<RawAnswer> {
  const { hostname, port } = new URL(url)
  return new Promise((resolve, reject) => {
    const sending = request({ hostname, port, path, method, headers, agent: false }, (response) => {
      let body = ''
      response.setEncoding('utf8').on('data', (part: string) => (body += part))
      response.once('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }))
    })
    sending.once('error', reject)
    sending.end()
  })
}

export interface WebSession {
  /** `name=value` of the session's cookie. */
  cookie: string
  key: Awaited<ReturnType<typeof createKey>>
}

/** Signs a browser in through next-auth, as the page does: csrf token, form, cookie. `preset` is in the browser before. */
export async function signInWeb(url: string, who: Credentials, preset = ''): Promise<WebSession> {
  const csrf = await fetch(`${url}/api/auth/csrf`, { headers: { cookie: preset } })
  const { csrfToken } = (await csrf.json()) as { csrfToken: string }
  const key = await createKey()
  const device = JSON.stringify(deviceClaimOf(key, { kind: 'web', os: 'linux', name: 'Firefox' }))
  const answer = await fetch(`${url}/api/auth/callback/password`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: url, cookie: [preset, ...cookiesOf(csrf)].filter(Boolean).join('; ') },
    body: new URLSearchParams({ csrfToken, device, json: 'true', ...who }),
  })
  const cookie = cookiesOf(answer).find((pair) => pair.startsWith('signoff.session='))
  if (!cookie) throw new Error(`no session cookie: ${answer.status} ${await answer.text()}`)
  return { cookie, key }
}

function cookiesOf({ headers }: Response): string[] {
  return headers.getSetCookie().map((line) => line.split(';')[0] ?? '')
}

/** The cookie of a session as next-auth seals it, made with the server's own secret: for a server without pages. */
export async function sealCookie(dataDir: string, token: string): Promise<string> {
  const secret = Buffer.from((await readFile(join(dataDir, 'secret'), 'utf8')).trim(), 'base64')
  const sealed = await encode({ token: { token }, secret: derive(secret, 'cookies').toString('base64url') })
  return `signoff.session=${sealed}`
}
