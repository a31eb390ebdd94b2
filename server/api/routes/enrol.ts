import { rfc3339 } from '#domain/ids.ts'
import { DomainError } from '#domain/errors.ts'
import { enrolBody, enrolled, passkeyOptions } from '#protocol/credentials.ts'
import { enrol } from '../../commands/enrol.ts'
import { askPasskey } from '../../commands/passkeys.ts'
import { getMe } from '../../queries/me.ts'
import { claimOf } from '../device-claim.ts'
import { created, ok } from '../reply.ts'
import { open, type Route } from '../route.ts'

const tag = 'Signing in'

/** Coming in without a password: what a passkey signs, and the one call that is allowed once somebody has arrived (protocol.md, part 2). */
export const enrolRoutes: readonly Route[] = [
  open({
    method: 'post',
    path: '/api/v1/sign-in/passkey-options',
    name: 'getPasskeySignInOptions',
    tag,
    summary: 'What a browser needs to sign in with a passkey',
    answer: passkeyOptions,
    run: async ({ ports }) => ok(await askPasskey(ports, null)),
  }),
  open({
    method: 'post',
    path: '/api/v1/device/enrol',
    name: 'enrolDevice',
    tag,
    summary:
      'Gives a browser its session, after the company’s sign-in or a passkey; its token goes into the cookie alone',
    body: enrolBody,
    status: 201,
    answer: enrolled,
    refusals: ['unauthenticated', 'member_suspended', 'restored', 'proof_required', 'device_limit'],
    async run({ ports, deps, headers, ip, body }) {
      const arrival = await deps.arrivalOfCookie(headers.get('cookie'))
      if (arrival === null) throw new DomainError('unauthenticated')
      const { device, replace, proof } = await body()
      const admitted = await enrol(ports, { arrival, device: claimOf(device), replace, proof, ip })
      const { token, session, kept, pending } = admitted
      const { memberId, deviceId, id: sessionId } = session
      const shown = await getMe(ports, { memberId, deviceId, sessionId })
      const { steppedUpUntil: _, ...own } = shown.session
      const { member, device: seen } = shown
      const answer = { expiresAt: rfc3339(session.expiresAt), member, device: seen, session: own, kept, pending }
      return { ...created(answer), cookies: await deps.cookieFor(token) }
    },
  }),
]
