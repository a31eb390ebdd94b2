import type { Action, Viewer } from '#domain/access.ts'
import { DomainError } from '#domain/errors.ts'
import { rfc3339, type SignOutId } from '#domain/ids.ts'
import { forceBody, forced, liveQuery, liveView, reasonBody } from '#protocol/admin.ts'
import { batchView, signOutView } from '#protocol/sign-out.ts'
import { overrideSignOut, waiveSignOut } from '../../commands/advance-sign-out.ts'
import { authoriseOn, requireStepUp } from '../../commands/authorise.ts'
import { forceSignOuts, previewForced, stopBatch, type ForceAsk } from '../../commands/force-sign-outs.ts'
import { requireOrg } from '../../commands/org.ts'
import type { Ports } from '../../commands/ports.ts'
import { statesOf } from '../../queries/admin.ts'
import { getLive } from '../../queries/live-board.ts'
import { signOutView as show } from '../../queries/sign-out-view.ts'
import { getBatch, visibleSignOut } from '../../queries/sign-outs.ts'
import { accepted, ok } from '../reply.ts'
import { admin, type Route } from '../route.ts'

const tag = 'Forced sign-outs'
const acting = ['not_found', 'forbidden', 'step_up_required', 'reason_required', 'wrong_state'] as const

/** Sign-outs by administrators (protocol.md, part 8). */
export const adminSignOutRoutes: readonly Route[] = [
  admin('sign-outs', {
    method: 'post',
    path: '/api/v1/admin/sign-outs',
    name: 'forceSignOuts',
    scope: 'sign-outs:write',
    tag,
    signsOut: true,
    summary:
      'Signs out members, sessions or whom a filter finds. Without `confirm` or `previewId`, only shows what it would do',
    body: forceBody,
    status: 202,
    answer: forced,
    refusals: [
      'confirmation_required',
      'not_found',
      'forbidden',
      'step_up_required',
      'reason_required',
      'preview_expired',
      'options_conflict',
      'option_not_for_device',
    ],
    async run({ ports, caller: { viewer }, body, batchId }) {
      const { confirm, previewId, ...ask } = await body()
      if (confirm !== true && previewId === undefined) throw await unconfirmed(ports, viewer, ask)
      const { id } = await forceSignOuts(ports, viewer, ask, previewId, batchId())
      const { signOuts, ...batch } = await getBatch(ports, viewer, id)
      return accepted({ batch, signOuts })
    },
  }),
  admin('sign-outs', {
    method: 'post',
    path: '/api/v1/admin/batches/{id}/stop',
    name: 'stopBatch',
    scope: 'sign-outs:write',
    tag,
    summary: 'Stops a long batch; what is done stays done',
    answer: batchView,
    refusals: ['not_found', 'forbidden', 'wrong_state'],
    async run({ ports, caller: { viewer }, id }) {
      await getBatch(ports, viewer, id()) // what is hidden answers like an unknown id, before 403
      await stopBatch(ports, viewer, id())
      return ok(await getBatch(ports, viewer, id()))
    },
  }),
  admin('sign-outs-run', {
    method: 'post',
    path: '/api/v1/admin/sign-outs/{id}/override',
    name: 'overrideSignOut',
    tag,
    summary: 'Stands in for the original device, with a reason',
    body: reasonBody,
    answer: signOutView,
    refusals: [...acting, 'too_early'],
    async run({ ports, caller: { viewer }, id, body }) {
      await authorise(ports, viewer, 'override', id())
      const { reason = '' } = await body()
      return ok(await show(ports, await overrideSignOut(ports, viewer, id(), reason)))
    },
  }),
  admin('sign-outs-run', {
    method: 'post',
    path: '/api/v1/admin/sign-outs/{id}/waive',
    name: 'waiveSignOut',
    tag,
    summary: 'Closes it for people, with a reason; the device keeps its order',
    body: reasonBody,
    answer: signOutView,
    refusals: acting,
    async run({ ports, caller: { viewer }, id, body }) {
      await authorise(ports, viewer, 'waive', id())
      const { reason = '' } = await body()
      return ok(await show(ports, await waiveSignOut(ports, viewer, id(), reason)))
    },
  }),
  admin('sign-outs', {
    method: 'get',
    path: '/api/v1/admin/live',
    name: 'getLive',
    scope: 'sign-outs:write',
    tag,
    summary: 'Open sign-outs, those closed in the last 24 hours, and their lag',
    query: liveQuery,
    answer: liveView,
    refusals: ['not_found'],
    async run({ ports, caller: { viewer }, query }) {
      const { state, ids, ...ask } = query()
      return ok(await getLive(ports, viewer, { ...ask, states: statesOf(state), ids: ids?.split(',') }))
    },
  }),
]

async function unconfirmed(ports: Ports, viewer: Viewer, ask: ForceAsk): Promise<DomainError> {
  const { previewId, expiresAt, ...preview } = await previewForced(ports, viewer, ask)
  return new DomainError('confirmation_required', { previewId, expiresAt: rfc3339(expiresAt), preview })
}

/** 404 for what the caller may not see, 403 for what they may not do; both before the body is read. */
async function authorise(ports: Ports, viewer: Viewer, action: Action, id: SignOutId): Promise<void> {
  const signOut = await visibleSignOut(ports, viewer, id)
  const { policy } = await requireOrg(ports.store.read.org)
  await authoriseOn(ports.store.read.members, viewer, action, signOut.memberId, policy, ports.store.read.runs)
  requireStepUp(viewer, ports.clock.now())
}
