import { DomainError } from '#domain/errors.ts'
import type { SignOutId } from '#domain/ids.ts'
import type { SignOut } from '#domain/sign-out/sign-out.ts'
import {
  batchView,
  declineBody,
  signOutAccepted,
  signOutListQuery,
  signOutPage,
  signOutRequest,
  signOutView,
} from '#protocol/sign-out.ts'
import { approveSignOut, declineSignOut, remindOriginal, retrySignOut } from '../../commands/advance-sign-out.ts'
import type { Viewer } from '#domain/access.ts'
import type { Ports } from '../../commands/ports.ts'
import { previewSignOut } from '../../commands/preview-sign-out.ts'
import { requestSignOut } from '../../commands/request-sign-out.ts'
import { rfc3339 } from '#domain/ids.ts'
import { statesOf } from '../../queries/admin.ts'
import { signOutView as show, signOutViews } from '../../queries/sign-out-view.ts'
import { getBatch, getReceipt, getSignOut, listSignOuts, visibleSignOut } from '../../queries/sign-outs.ts'
import { accepted, ok, text, type Reply } from '../reply.ts'
import { session, type Route } from '../route.ts'

const tag = 'Signing out'

/** Signing out (protocol.md, part 4). */
export const signOutRoutes: readonly Route[] = [
  session({
    method: 'post',
    path: '/api/v1/sign-outs',
    name: 'requestSignOuts',
    tag,
    summary: 'Signs devices out: access has ended when this answers. Without `confirm`, only shows what it would do',
    body: signOutRequest,
    status: 202,
    answer: signOutAccepted,
    signsOut: true,
    refusals: [
      'confirmation_required',
      'not_found',
      'step_up_required',
      'options_conflict',
      'option_not_for_device',
      'approver_required',
      'duties_open',
      'reason_required',
    ],
    example: { body: { scope: 'others', reason: 'Lost my phone', confirm: true } },
    async run({ ports, caller, body, batchId }) {
      const { confirm, ...ask } = await body()
      if (confirm !== true)
        throw new DomainError('confirmation_required', { preview: await previewSignOut(ports, caller.viewer, ask) })
      const asked = await requestSignOut(ports, caller.viewer, ask, batchId())
      const batch = { id: asked.batchId, requestedAt: rfc3339(asked.requestedAt), by: asked.by }
      return accepted({ batch, signOuts: await signOutViews(ports, asked.signOuts, caller.org.policy) })
    },
  }),
  session({
    method: 'get',
    path: '/api/v1/sign-outs',
    name: 'listSignOuts',
    tag,
    summary: "The caller's own sign-outs, newest first",
    query: signOutListQuery,
    answer: signOutPage,
    async run({ ports, caller, query }) {
      const { state, cursor, limit } = query()
      return ok(await listSignOuts(ports, caller.viewer, { state: statesOf(state), cursor, limit }))
    },
  }),
  session({
    method: 'get',
    path: '/api/v1/sign-outs/{id}',
    name: 'getSignOut',
    tag,
    summary: 'One sign-out',
    answer: signOutView,
    refusals: ['not_found'],
    run: async ({ ports, caller, id }) => ok(await getSignOut(ports, caller.viewer, id())),
  }),
  session({
    method: 'get',
    path: '/api/v1/batches/{id}',
    name: 'getBatch',
    tag,
    summary: 'Sign-outs that were asked for together',
    answer: batchView,
    refusals: ['not_found'],
    run: async ({ ports, caller, id }) => ok(await getBatch(ports, caller.viewer, id())),
  }),
  session({
    method: 'post',
    path: '/api/v1/sign-outs/{id}/approve',
    name: 'approveSignOut',
    tag,
    summary: 'The original device agrees',
    answer: signOutView,
    refusals: ['not_found', 'forbidden', 'wrong_state'],
    async run({ ports, caller, id }) {
      await requireOriginal(ports, caller.viewer, id())
      return answer(ports, await approveSignOut(ports, caller.viewer, id()))
    },
  }),
  session({
    method: 'post',
    path: '/api/v1/sign-outs/{id}/decline',
    name: 'declineSignOut',
    tag,
    summary: 'The original device does not agree; access stays ended',
    body: declineBody,
    answer: signOutView,
    refusals: ['not_found', 'forbidden', 'wrong_state'],
    async run({ ports, caller, id, body }) {
      await requireOriginal(ports, caller.viewer, id())
      const { reason } = await body()
      return answer(ports, await declineSignOut(ports, caller.viewer, id(), reason))
    },
  }),
  session({
    method: 'post',
    path: '/api/v1/sign-outs/{id}/retry',
    name: 'retrySignOut',
    tag,
    summary: 'Sends the order again; a failed one begins a new attempt',
    answer: signOutView,
    refusals: ['not_found', 'forbidden', 'wrong_state'],
    async run({ ports, caller, id }) {
      await visibleSignOut(ports, caller.viewer, id())
      return answer(ports, await retrySignOut(ports, caller.viewer, id()))
    },
  }),
  session({
    method: 'post',
    path: '/api/v1/sign-outs/{id}/remind',
    name: 'remindOriginal',
    tag,
    summary: 'Reminds the original device, at most once in five minutes',
    answer: signOutView,
    refusals: ['not_found', 'forbidden', 'wrong_state', 'too_soon'],
    async run({ ports, caller, id }) {
      await visibleSignOut(ports, caller.viewer, id())
      return answer(ports, await remindOriginal(ports, caller.viewer, id()))
    },
  }),
  session({
    method: 'get',
    path: '/api/v1/sign-outs/{id}/receipt',
    name: 'getReceipt',
    tag: 'Receipts',
    summary: 'The receipt: a Security Event Token (RFC 8417)',
    answer: { type: 'application/secevent+jwt', description: 'A compact JWS, verified with /.well-known/jwks.json' },
    refusals: ['not_found', 'not_closed'],
    run: async ({ ports, caller, id }) =>
      text('application/secevent+jwt', await getReceipt(ports, caller.viewer, id())),
  }),
]

async function answer(ports: Ports, signOut: SignOut): Promise<Reply> {
  return ok(await show(ports, signOut))
}

/** Who sees a sign-out and is not its original gets 403, before the body is looked at. */
async function requireOriginal(ports: Ports, viewer: Viewer, id: SignOutId): Promise<void> {
  const signOut = await visibleSignOut(ports, viewer, id)
  const own = signOut.memberId === viewer.memberId && signOut.original?.deviceId === viewer.deviceId
  if (!own || !viewer.bySelf) throw new DomainError('forbidden')
}
