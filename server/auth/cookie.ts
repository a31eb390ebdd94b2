import { decode, encode } from 'next-auth/jwt'
import { derive, type Config } from '../config/config.ts'

/**
 * The browser's cookie: sealed by next-auth, it carries our opaque token and nothing else. The session's row decides, on every request; the
 * cookie outlives the end of access, because the device still has to confirm.
 */
export type CookieJar = {
  readonly name: string
  /** The cookie of somebody who has proved who they are and whose device has no session yet. */
  readonly arrivalName: string
  /** What next-auth seals with. */
  readonly secret: string
  readonly maxAgeS: number
  /** The token in a `Cookie` header, or null. Opening a cookie proves nothing about its session. */
  tokenOf(cookieHeader: string | null): Promise<string | null>
  has(cookieHeader: string): boolean
  /** What stands for somebody who has arrived, or null. */
  arrivalOf(cookieHeader: string | null): Promise<string | null>
  /** `Set-Cookie` lines that seal a session's token, and take the arrival's cookie back. */
  carry(token: string): Promise<readonly string[]>
  /** `Set-Cookie` lines that expire our own cookies, and no others. */
  clear(secure: boolean): readonly string[]
}

/** Browsers keep no cookie longer than this. */
const MAX_AGE_S = 400 * 24 * 60 * 60
/** An arrival is for minutes; its ticket decides. */
export const ARRIVAL_MAX_AGE_S = 10 * 60
/** Opened cookies that are remembered: opening is a pure function, and every request does it. */
const REMEMBERED = 5_000

export function createCookieJar(config: Pick<Config, 'secure' | 'secret'>): CookieJar {
  const prefix = config.secure ? '__Host-' : ''
  const name = `${prefix}signoff.session`
  const arrivalName = `${prefix}signoff.arrival`
  const attributes = `Path=/; HttpOnly; SameSite=Lax${config.secure ? '; Secure' : ''}`
  const secret = derive(config.secret, 'cookies').toString('base64url')
  const opened = new Map<string, string>()

  async function open(sealed: string): Promise<string | null> {
    const known = opened.get(sealed)
    if (known !== undefined) return known
    const token = await unseal(sealed, secret)
    if (token === null) return null
    if (opened.size >= REMEMBERED) opened.delete(opened.keys().next().value ?? '')
    opened.set(sealed, token)
    return token
  }

  return {
    name,
    arrivalName,
    secret,
    maxAgeS: MAX_AGE_S,
    async tokenOf(header) {
      const sealed = header === null ? null : valueOf(header, name)
      return sealed === null ? null : open(sealed)
    },
    async arrivalOf(header) {
      const sealed = header === null ? null : valueOf(header, arrivalName)
      return sealed === null ? null : unseal(sealed, secret)
    },
    async carry(token) {
      const sealed = await encode({ token: { token }, secret, maxAge: MAX_AGE_S })
      return [`${name}=${sealed}; Max-Age=${MAX_AGE_S}; ${attributes}`, `${arrivalName}=; Max-Age=0; ${attributes}`]
    },
    has: (header) => valueOf(header, name) !== null,
    clear: (secure) =>
      [name, arrivalName, `${prefix}signoff.csrf`, `${prefix}signoff.callback`].map(
        (cookie) => `${cookie}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`,
      ),
  }
}

async function unseal(sealed: string, secret: string): Promise<string | null> {
  try {
    const payload = await decode({ token: sealed, secret })
    const token = payload?.['token']
    return typeof token === 'string' ? token : null
  } catch {
    return null
  }
}

function valueOf(header: string, name: string): string | null {
  for (const part of header.split(';')) {
    const at = part.indexOf('=')
    if (at > 0 && part.slice(0, at).trim() === name) return decodeURIComponent(part.slice(at + 1).trim())
  }
  return null
}
