import type { NextAuthOptions } from 'next-auth'
import CredentialsProvider from 'next-auth/providers/credentials'
import { isDomainError } from '#domain/errors.ts'
import type { Running } from '../running.ts'
import { companyProvider } from './company-provider.ts'
import { ARRIVAL_MAX_AGE_S } from './cookie.ts'

/** The header in which the HTTP server tells Next's side who calls; whatever a client sent under this name is overwritten. */
export const ADDRESS_HEADER = 'x-signoff-address'

type Given = Readonly<Record<string, string | undefined>> | undefined

/**
 * next-auth proves identity and seals the cookie; our session row decides (protocol.md, part 2). `password` takes the fields of
 * `POST /api/v1/sign-in`, `link` redeems a device code. `company` and `passkey` only say who has arrived, in a cookie of its own: their session
 * begins with `POST /api/v1/device/enrol`. A refusal travels as JSON in next-auth's error text: `{code, …}`.
 */
export function authOptions(running: Running, path: readonly string[]): NextAuthOptions {
  const { jar, secure, company } = running.web
  const arriving = path[0] === 'callback' && (path[1] === 'company' || path[1] === 'passkey')
  const cookie = { httpOnly: true, sameSite: 'lax' as const, path: '/', secure }
  const brief = { ...cookie, maxAge: ARRIVAL_MAX_AGE_S }
  const prefix = secure ? '__Host-' : ''
  return {
    secret: jar.secret,
    session: { strategy: 'jwt', maxAge: arriving ? ARRIVAL_MAX_AGE_S : jar.maxAgeS },
    useSecureCookies: secure,
    cookies: {
      sessionToken: { name: arriving ? jar.arrivalName : jar.name, options: cookie },
      csrfToken: { name: `${prefix}signoff.csrf`, options: cookie },
      callbackUrl: { name: `${prefix}signoff.callback`, options: cookie },
      state: { name: `${prefix}signoff.state`, options: brief },
      nonce: { name: `${prefix}signoff.nonce`, options: brief },
      pkceCodeVerifier: { name: `${prefix}signoff.pkce`, options: brief },
    },
    pages: { signIn: '/sign-in', error: '/sign-in' },
    providers: [
      CredentialsProvider({
        id: 'password',
        credentials: { email: {}, password: {}, code: {}, pass: {}, device: {}, replace: {}, proof: {}, language: {} },
        authorize: (given, request) => admitted(() => running.web.signIn(given as Given, address(request))),
      }),
      CredentialsProvider({
        id: 'link',
        credentials: { deviceCode: {}, proof: {} },
        authorize: (given, request) => admitted(() => running.web.redeem(given as Given, address(request))),
      }),
      CredentialsProvider({
        id: 'passkey',
        credentials: { passkey: {} },
        authorize: (given, request) => admitted(() => running.web.arriveByPasskey(given as Given, address(request))),
      }),
      ...(company === null ? [] : [companyProvider(company)]),
    ],
    callbacks: {
      async signIn({ user, account, profile }) {
        if (account?.provider !== 'company') return true
        const arrived = await running.web.arriveByCompany({ ...profile })
        if ('refused' in arrived) return `/sign-in?refused=${arrived.refused}`
        user.id = arrived.token
        return true
      },
      // The cookie holds the token alone: no name, no address.
      jwt: ({ token, user }) => (user ? { token: user.id } : token),
    },
    logger: { error: () => undefined, warn: () => undefined, debug: () => undefined },
  }
}

function address(request: { headers?: Record<string, unknown> }): string | null {
  const given = request.headers?.[ADDRESS_HEADER]
  return typeof given === 'string' && given !== '' ? given : null
}

async function admitted(signIn: () => Promise<{ token: string }>): Promise<{ id: string }> {
  try {
    return { id: (await signIn()).token }
  } catch (error) {
    const refusal = isDomainError(error) ? { ...error.data, code: error.code } : { code: 'internal' }
    throw new Error(JSON.stringify(refusal))
  }
}
