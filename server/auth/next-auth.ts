import type { NextAuthOptions } from 'next-auth'
import CredentialsProvider from 'next-auth/providers/credentials'
import { isDomainError } from '#domain/errors.ts'
import type { Running } from '../running.ts'

/** The header in which the HTTP server tells Next's side who calls; whatever a client sent under this name is overwritten. */
export const ADDRESS_HEADER = 'x-signoff-address'

type Given = Readonly<Record<string, string | undefined>> | undefined

/**
 * next-auth proves identity and seals the cookie; our session row decides (protocol.md, part 2). Two providers: `password` takes the fields of
 * `POST /api/v1/sign-in`, `link` redeems a device code. A refusal travels as JSON in next-auth's error text: `{code, …}`.
 */
export function authOptions(running: Running): NextAuthOptions {
  const { jar, secure } = running.web
  const cookie = { httpOnly: true, sameSite: 'lax' as const, path: '/', secure }
  const prefix = secure ? '__Host-' : ''
  return {
    secret: jar.secret,
    session: { strategy: 'jwt', maxAge: jar.maxAgeS },
    useSecureCookies: secure,
    cookies: {
      sessionToken: { name: jar.name, options: cookie },
      csrfToken: { name: `${prefix}signoff.csrf`, options: cookie },
      callbackUrl: { name: `${prefix}signoff.callback`, options: cookie },
    },
    pages: { signIn: '/sign-in', error: '/sign-in' },
    providers: [
      CredentialsProvider({
        id: 'password',
        credentials: { email: {}, password: {}, device: {}, replace: {}, proof: {} },
        authorize: (given, request) => admitted(() => running.web.signIn(given as Given, address(request))),
      }),
      CredentialsProvider({
        id: 'link',
        credentials: { deviceCode: {}, proof: {} },
        authorize: (given, request) => admitted(() => running.web.redeem(given as Given, address(request))),
      }),
    ],
    callbacks: {
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
