import { decodeJwt } from 'jose'
import type { OAuthConfig } from 'next-auth/providers/oauth'
import type { Oidc } from '../config/config.ts'

type Claims = { readonly sub: string }

/**
 * The company's identity provider: authorisation code with PKCE, state and nonce; the id token's signature, issuer and audience are checked. The
 * provider is asked to prove the person each time: a browser that was signed out must not come back in by itself.
 */
export function companyProvider({ issuer, clientId, clientSecret, name }: Oidc): OAuthConfig<Claims> {
  return {
    id: 'company',
    name,
    type: 'oauth',
    wellKnown: `${issuer}/.well-known/openid-configuration`,
    clientId,
    clientSecret,
    idToken: true,
    checks: ['pkce', 'state', 'nonce'],
    authorization: { params: { scope: 'openid email profile', prompt: 'login' } },
    httpOptions: { timeout: 10_000 },
    userinfo: {
      // The library has checked the id token. Some providers tell the address only at this place.
      async request({ client, tokens }) {
        const claims = decodeJwt(tokens.id_token ?? '')
        if (claims['email'] !== undefined || client.issuer.metadata.userinfo_endpoint === undefined) return claims
        const told = await client.userinfo(tokens.access_token ?? '')
        return told.sub === claims.sub ? { ...told, ...claims } : claims
      },
    },
    profile: ({ sub }) => ({ id: sub }),
  }
}
