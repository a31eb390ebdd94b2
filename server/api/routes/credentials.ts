import {
  authenticatorBegun,
  codeBody,
  credentialsView,
  forgotBody,
  passkeyBody,
  passkeyChange,
  passkeyOptions,
  passkeyPurpose,
  passkeyView,
  passwordBody,
  passwordChanged,
  recoveryCodes,
  resetBody,
  resetDone,
} from '#protocol/credentials.ts'
import { done } from '#protocol/device-channel.ts'
import {
  beginAuthenticator,
  confirmAuthenticator,
  removeAuthenticator,
  renewRecovery,
} from '../../commands/authenticator.ts'
import { changePassword } from '../../commands/change-password.ts'
import { addPasskey, askPasskey, beginPasskey, removePasskey, renamePasskey } from '../../commands/passkeys.ts'
import { forgotPassword, resetPassword } from '../../commands/reset-password.ts'
import { getCredentials, passkeyShown } from '../../queries/credentials.ts'
import { accepted, created, noContent, ok } from '../reply.ts'
import { open, session, type Route } from '../route.ts'

const tag = 'Sign-in and security'

/** What a member proves themselves with: password, passkeys, authenticator app, recovery codes. */
export const credentialRoutes: readonly Route[] = [
  session({
    method: 'get',
    path: '/api/v1/credentials',
    name: 'getCredentials',
    tag,
    summary: 'What the caller proves themselves with',
    answer: credentialsView,
    run: async ({ ports, deps, caller }) => ok(await getCredentials(ports, caller.viewer, deps.config.oidc)),
  }),
  session({
    method: 'post',
    path: '/api/v1/password',
    name: 'changePassword',
    tag,
    signsOut: true,
    summary: 'Changes the password; with `signOutOthers` every other session ends by a sign-out, in the same commit',
    body: passwordBody,
    answer: passwordChanged,
    refusals: ['bad_credentials', 'rate_limited', 'weak_password', 'step_up_required'],
    statuses: { bad_credentials: 403 },
    async run({ ports, caller, ip, body }) {
      const { current, password, signOutOthers = false } = await body()
      const { batchId, signOuts } = await changePassword(ports, caller.viewer, { current, password, signOutOthers, ip })
      return ok({ batchId, signedOut: signOuts.length })
    },
  }),
  open({
    method: 'post',
    path: '/api/v1/password/forgot',
    name: 'forgotPassword',
    tag,
    summary: 'Sends a link for a new password, if there is such an account; the answer is the same',
    body: forgotBody,
    status: 202,
    answer: done,
    refusals: ['mail_off', 'rate_limited'],
    async run({ ports, ip, body }) {
      await forgotPassword(ports, (await body()).email, ip)
      return accepted({ ok: true })
    },
  }),
  open({
    method: 'post',
    path: '/api/v1/password/reset',
    name: 'resetPassword',
    tag,
    signsOut: true,
    summary:
      'Sets a new password by such a link; with `signOutAll` every session ends by a sign-out, in the same commit',
    body: resetBody,
    answer: resetDone,
    refusals: ['reset_invalid', 'weak_password'],
    async run({ ports, body }) {
      const { token, password, signOutAll = false } = await body()
      const { member, signedOut } = await resetPassword(ports, { token, password, signOutAll })
      return ok({ email: member.email, signedOut })
    },
  }),
  session({
    method: 'post',
    path: '/api/v1/passkeys/options',
    name: 'getPasskeyOptions',
    tag,
    summary: 'What a browser needs to make a passkey, or to prove the person with one',
    body: passkeyPurpose,
    answer: passkeyOptions,
    refusals: ['step_up_required', 'wrong_state'],
    async run({ ports, caller, body }) {
      const purpose = (await body()).for
      return ok(await (purpose === 'add' ? beginPasskey(ports, caller.viewer) : askPasskey(ports, caller.viewer)))
    },
  }),
  session({
    method: 'post',
    path: '/api/v1/passkeys',
    name: 'addPasskey',
    tag,
    summary: 'Keeps the passkey that a browser has made',
    body: passkeyBody,
    status: 201,
    answer: passkeyView,
    refusals: ['passkey_refused'],
    async run({ ports, caller, body }) {
      const { passkey, name } = await body()
      return created(passkeyShown(await addPasskey(ports, caller.viewer, passkey, name)))
    },
  }),
  session({
    method: 'patch',
    path: '/api/v1/passkeys/{id}',
    name: 'renamePasskey',
    tag,
    summary: 'Names a passkey',
    body: passkeyChange,
    answer: passkeyView,
    refusals: ['not_found'],
    async run({ ports, caller, id, body }) {
      const passkey = id()
      return ok(passkeyShown(await renamePasskey(ports, caller.viewer, passkey, async () => (await body()).name)))
    },
  }),
  session({
    method: 'post',
    path: '/api/v1/passkeys/{id}/remove',
    name: 'removePasskey',
    tag,
    summary: 'Takes a passkey away',
    status: 204,
    answer: null,
    refusals: ['not_found', 'step_up_required'],
    async run({ ports, caller, id }) {
      await removePasskey(ports, caller.viewer, id())
      return noContent
    },
  }),
  session({
    method: 'post',
    path: '/api/v1/authenticator',
    name: 'beginAuthenticator',
    tag,
    summary: 'Begins with an authenticator app: its secret, shown this once',
    status: 201,
    answer: authenticatorBegun,
    refusals: ['step_up_required', 'wrong_state'],
    run: async ({ ports, caller }) => created(await beginAuthenticator(ports, caller.viewer)),
  }),
  session({
    method: 'post',
    path: '/api/v1/authenticator/confirm',
    name: 'confirmAuthenticator',
    tag,
    summary: 'A first code makes the app count; answers recovery codes, shown this once',
    body: codeBody,
    answer: recoveryCodes,
    refusals: ['wrong_state', 'bad_code', 'rate_limited'],
    statuses: { bad_code: 403 },
    async run({ ports, caller, ip, body }) {
      return ok({ recoveryCodes: await confirmAuthenticator(ports, caller.viewer, (await body()).code, ip) })
    },
  }),
  session({
    method: 'post',
    path: '/api/v1/authenticator/remove',
    name: 'removeAuthenticator',
    tag,
    summary: 'Takes the app and its recovery codes away',
    status: 204,
    answer: null,
    refusals: ['not_found', 'step_up_required', 'second_factor_missing'],
    async run({ ports, caller }) {
      await removeAuthenticator(ports, caller.viewer)
      return noContent
    },
  }),
  session({
    method: 'post',
    path: '/api/v1/recovery-codes',
    name: 'renewRecoveryCodes',
    tag,
    summary: 'Ten new recovery codes, shown this once; the old ones are void',
    status: 201,
    answer: recoveryCodes,
    refusals: ['step_up_required', 'wrong_state'],
    run: async ({ ports, caller }) => created({ recoveryCodes: await renewRecovery(ports, caller.viewer) }),
  }),
]
