import { once } from 'node:events'
import { createServer } from 'node:http'
import { decodeJwt, exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWTPayload } from 'jose'
import { Provider } from 'oidc-provider'
import { freePort } from './free-port.ts'

/** Somebody as the identity provider knows them. */
export interface Person {
  sub: string
  email: string
  email_verified: boolean
}

export interface IdentityProvider {
  /** For the server: OIDC_ISSUER and the rest. */
  readonly env: Record<string, string>
  /** Who signs in from now on, without being asked. */
  become(person: Person): void
  /** Changes what the id token says, and signs it anew; `key` with another key than the published one. Null tells the truth again. */
  lie(change: { claims?: JWTPayload; key?: 'another' } | null): void
  close(): Promise<void>
}

/** A real OpenID provider (`oidc-provider`) whose people click fast. */
export async function startIdentityProvider(signoffUrl: string): Promise<IdentityProvider> {
  const port = await freePort()
  const issuer = `http://localhost:${port}`
  const { privateKey } = await generateKeyPair('RS256', { extractable: true })
  const key = { ...(await exportJWK(privateKey)), kid: 'one', use: 'sig', alg: 'RS256' }
  const people = new Map<string, Person>()
  let present: Person | null = null
  let lies: { claims?: JWTPayload; key?: 'another' } | null = null
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: 'signoff',
        client_secret: 'a secret of the test',
        redirect_uris: [`${signoffUrl}/api/auth/callback/company`],
        grant_types: ['authorization_code'],
        response_types: ['code'],
      },
    ],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    jwks: { keys: [key] },
    cookies: { keys: ['of the test'] },
    ttl: { AccessToken: 600, AuthorizationCode: 60, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 },
    features: { devInteractions: { enabled: false } },
    pkce: { required: () => true },
    interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (_, sub) => ({ accountId: sub, claims: () => ({ ...people.get(sub), sub }) }),
    async loadExistingGrant(ctx) {
      const { client, session } = ctx.oidc
      const accountId = session?.accountId
      if (!client || accountId === undefined) return undefined
      const grant = new ctx.oidc.provider.Grant({ clientId: client.clientId, accountId })
      grant.addOIDCScope('openid email profile')
      await grant.save()
      return grant
    },
  })
  const answer = provider.callback()
  const server = createServer((request, response) => {
    const path = request.url ?? ''
    if (path.startsWith('/interaction/') && present !== null) {
      const login = { login: { accountId: present.sub } }
      return void provider.interactionFinished(request, response, login, { mergeWithLastSubmission: false })
    }
    if (path === '/token' && lies !== null) {
      const { end } = response
      const told = lies
      response.end = ((body: Buffer) => {
        void retold(String(body), privateKey, told).then((text) => {
          response.setHeader('content-length', Buffer.byteLength(text))
          end.call(response, text, 'utf8')
        })
        return response
      }) as typeof response.end
    }
    return void answer(request, response)
  })
  server.listen(port, 'localhost')
  await once(server, 'listening')
  return {
    env: {
      OIDC_ISSUER: issuer,
      OIDC_CLIENT_ID: 'signoff',
      OIDC_CLIENT_SECRET: 'a secret of the test',
      OIDC_NAME: 'Example ID',
    },
    become(person) {
      people.set(person.sub, person)
      present = person
    },
    lie: (change) => (lies = change),
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

async function retold(
  text: string,
  key: CryptoKey,
  { claims, key: which }: { claims?: JWTPayload; key?: 'another' },
): Promise<string> {
  const said = JSON.parse(text) as { id_token?: string }
  if (said.id_token === undefined) return text
  const signing = which === 'another' ? (await generateKeyPair('RS256')).privateKey : key
  const payload = { ...decodeJwt(said.id_token), ...claims }
  const id_token = await new SignJWT(payload).setProtectedHeader({ alg: 'RS256', kid: 'one' }).sign(signing)
  return JSON.stringify({ ...said, id_token })
}
