import { rfc3339 } from '#domain/ids.ts'
import { acceptBody, invitationAccepted, me, signedIn, signInBody } from '#protocol/sign-in.ts'
import { stepUpBody } from '#protocol/credentials.ts'
import { acceptInvitation } from '../../commands/create-member.ts'
import { pendingOrders } from '../../commands/pending-orders.ts'
import { signIn } from '../../commands/sign-in.ts'
import { speak } from '../../commands/speak.ts'
import { stepUp } from '../../commands/step-up.ts'
import { getMe, memberShown, meShown } from '../../queries/me.ts'
import { claimOf } from '../device-claim.ts'
import { created, noContent, ok } from '../reply.ts'
import { open, session, type Route } from '../route.ts'

/** Signing in, and who the caller is (protocol.md, part 3). */
export const memberRoutes: readonly Route[] = [
  // No Idempotency-Key: there is no caller yet to keep it for, and the same key of a device makes a repetition harmless.
  open({
    method: 'post',
    path: '/api/v1/sign-in',
    name: 'signIn',
    tag: 'Signing in',
    summary: 'Signs a device in by password',
    body: signInBody,
    status: 201,
    answer: signedIn,
    refusals: [
      'bad_credentials',
      'member_suspended',
      'restored',
      'rate_limited',
      'second_factor_required',
      'bad_code',
      'proof_required',
      'device_limit',
    ],
    example: {
      body: {
        email: 'li.na@example.com',
        password: 'correct horse battery staple',
        device: {
          kind: 'phone',
          os: 'ios',
          name: 'iPhone',
          model: 'iPhone 16',
          appVersion: '4.1.0',
          installId: 'f1c0a6',
          publicKey: {
            kty: 'EC',
            crv: 'P-256',
            x: 'f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU',
            y: 'x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0',
          },
        },
      },
    },
    async run({ ports, ip, locale, headers, body }) {
      const { device, ...given } = await body()
      const admitted = await signIn(ports, { ...given, device: claimOf(device), ip })
      if (headers.has('accept-language')) await speak(ports, admitted.member.id, locale)
      const { token, session: begun, kept, pending } = admitted
      const shown = await getMe(ports, { memberId: begun.memberId, deviceId: begun.deviceId, sessionId: begun.id })
      const { steppedUpUntil: _, ...own } = shown.session
      return created({
        token,
        tokenType: 'Bearer',
        expiresAt: rfc3339(begun.expiresAt),
        member: shown.member,
        device: shown.device,
        session: own,
        kept,
        pending,
      })
    },
  }),
  session({
    method: 'get',
    path: '/api/v1/me',
    name: 'getMe',
    tag: 'Signing in',
    summary: 'Who the caller is, on which device',
    answer: me,
    async run({ ports, caller }) {
      const shown = await meShown(ports, caller)
      return ok({ ...shown, pending: await pendingOrders(ports.store.read, caller.device) })
    },
  }),
  session({
    method: 'post',
    path: '/api/v1/step-up',
    name: 'stepUp',
    tag: 'Signing in',
    summary: 'Proves the person again, for five minutes of this session',
    body: stepUpBody,
    status: 204,
    answer: null,
    refusals: ['bad_credentials', 'rate_limited', 'second_factor_required', 'bad_code', 'passkey_refused'],
    statuses: { bad_credentials: 403, bad_code: 403 },
    async run({ ports, caller, ip, body }) {
      await stepUp(ports, caller.viewer, { ...(await body()), ip })
      return noContent
    },
  }),
  open({
    method: 'post',
    path: '/api/v1/invitations/accept',
    name: 'acceptInvitation',
    tag: 'Signing in',
    summary: 'Takes up an invitation and sets the password',
    body: acceptBody,
    status: 201,
    answer: invitationAccepted,
    refusals: ['invitation_invalid', 'weak_password'],
    async run({ ports, body }) {
      const { token, password } = await body()
      return created({ member: memberShown(await acceptInvitation(ports, token, password)) })
    },
  }),
]
