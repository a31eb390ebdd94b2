import { z } from 'zod'
import { showUserCode } from '#domain/link.ts'
import { authorizationForm, authorizationStarted, tokenAnswer, tokenForm } from '#protocol/link.ts'
import { CLIENT_ID, DEVICE_CODE_GRANT } from '#protocol/version.ts'
import { beginLink } from '../commands/link-device.ts'
import { redeemLink, type PollRefusal } from '../commands/redeem-link.ts'
import { claimOf } from '../api/device-claim.ts'
import { ok } from '../api/reply.ts'
import { open, type Route } from '../api/route.ts'
import { readForm } from './form.ts'
import { answering, OAuthRefusal } from './oauth-refusal.ts'

const metadata = z.looseObject({ issuer: z.string() }).meta({ id: 'AuthorizationServerMetadata' })

/** What a poll that brings no token says (RFC 8628, 3.5). */
const POLL_WORDS: Record<PollRefusal, string> = {
  authorization_pending: 'Nobody has decided yet.',
  slow_down: 'Polled too soon: wait five seconds longer from now on.',
  access_denied: 'The request was denied, or its approval is gone.',
  expired_token: 'The code has expired. Begin anew.',
  invalid_grant: 'The code is not valid, or the key was not proven.',
}

/** Linking a device: OAuth 2.0 Device Authorization Grant (protocol.md, part 5; RFC 8628). */
export const oauthRoutes: readonly Route[] = [
  open({
    method: 'get',
    path: '/.well-known/oauth-authorization-server',
    name: 'getOAuthMetadata',
    tag: 'Linking',
    summary: 'Metadata (RFC 8414)',
    answer: metadata,
    run: async ({ deps: { config } }) =>
      ok({
        issuer: config.url,
        device_authorization_endpoint: `${config.url}/oauth/device_authorization`,
        token_endpoint: `${config.url}/oauth/token`,
        jwks_uri: `${config.url}/.well-known/jwks.json`,
        grant_types_supported: [DEVICE_CODE_GRANT],
        response_types_supported: [],
        token_endpoint_auth_methods_supported: ['none'],
        service_documentation: `${config.url}/docs/api`,
      }),
  }),
  open({
    method: 'post',
    path: '/oauth/device_authorization',
    name: 'authorizeDevice',
    tag: 'Linking',
    summary: 'A new device asks to be linked (RFC 8628, 3.1)',
    form: authorizationForm,
    answer: authorizationStarted,
    refusals: ['rate_limited'],
    run: (call) =>
      answering(async () => {
        const form = await readForm(call, authorizationForm)
        requireClient(form.client_id)
        const { deps, ports, ip } = call
        const claim = claimOf({
          kind: form.device_kind,
          os: form.device_os,
          name: form.device_name,
          installId: form.install_id,
          publicKey: form.device_key,
          model: form.device_model,
          appVersion: form.device_app_version,
        })
        const { deviceCode, link } = await beginLink(ports, claim, ip)
        return ok({
          device_code: deviceCode,
          user_code: showUserCode(link.userCode),
          verification_uri: `${deps.config.url}/link/enter`,
          // In the fragment: a code in a path or query would lie in logs.
          verification_uri_complete: `${deps.config.url}/l#${showUserCode(link.userCode)}`,
          expires_in: Math.round((link.expiresAt - link.createdAt) / 1000),
          interval: link.intervalS,
          check_number: link.checkNumber,
        })
      }),
  }),
  open({
    method: 'post',
    path: '/oauth/token',
    name: 'getToken',
    tag: 'Linking',
    summary: 'The new device polls for its token (RFC 8628, 3.4)',
    form: tokenForm,
    answer: tokenAnswer,
    run: (call) =>
      answering(async () => {
        const form = await readForm(call, tokenForm.partial({ device_code: true }))
        if (form.grant_type !== DEVICE_CODE_GRANT)
          throw new OAuthRefusal('unsupported_grant_type', `Only ${DEVICE_CODE_GRANT}.`)
        if (form.client_id !== undefined) requireClient(form.client_id)
        if (form.device_code === undefined)
          throw new OAuthRefusal('invalid_request', 'Missing or not valid: device_code.')
        const polled = await redeemLink(call.ports, form.device_code, form.device_proof, call.ip)
        if (!polled.ok) throw new OAuthRefusal(polled.error, POLL_WORDS[polled.error])
        const { token, session, device, kept, pending } = polled.admitted
        const expiresIn = Math.max(0, Math.floor((session.expiresAt - call.ports.clock.now()) / 1000))
        return ok(
          {
            access_token: token,
            token_type: 'Bearer',
            expires_in: expiresIn,
            device_id: device.id,
            session_id: session.id,
            kept,
            pending,
          },
          { pragma: 'no-cache' },
        )
      }),
  }),
]

function requireClient(id: string): void {
  if (id !== CLIENT_ID) throw new OAuthRefusal('invalid_client', `The client_id is ${CLIENT_ID}.`)
}
