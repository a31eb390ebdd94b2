import type { ErrorCode } from '#domain/errors.ts'
import { planOf } from '#domain/exit/procedures.ts'
import { reasonBody } from '#protocol/admin.ts'
import { runDetail, stepBody } from '#protocol/run.ts'
import { requireStepUp } from '../../commands/authorise.ts'
import { actOnStep, knownStep } from '../../commands/exit/act-on-step.ts'
import { authoriseRun } from '../../commands/exit/authorise-run.ts'
import { waiveRunStep } from '../../commands/exit/change-run.ts'
import type { Ports } from '../../commands/ports.ts'
import { runDetail as detail } from '../../queries/runs.ts'
import type { AdminCaller } from '../authenticate.ts'
import { ok } from '../reply.ts'
import { admin, type Route } from '../route.ts'

const tag = 'Leaving'
const STEP = '/api/v1/admin/runs/{id}/steps/{step}'
const acting: readonly ErrorCode[] = ['not_found', 'forbidden', 'step_up_required', 'already_done', 'wrong_state']
const person: readonly ErrorCode[] = [
  'target_required',
  'target_not_active',
  'target_not_admin',
  'own_request',
  'same_person',
]

/** Who may, and that the step is there, come before what is asked of it. */
async function authoriseStep(ports: Ports, { viewer }: AdminCaller, id: string, step: string): Promise<void> {
  const { run } = await authoriseRun(ports.store.read, viewer, 'run', id)
  if (planOf(run.kind, knownStep(run, step)).stepUp) requireStepUp(viewer, ports.clock.now())
}

/** The steps of a run: acting on one, again, or closing it with a reason (protocol.md, part 9). */
export const runStepRoutes: readonly Route[] = [
  admin('runs', {
    method: 'post',
    path: STEP,
    name: 'actOnStep',
    tag,
    summary: 'Acts on a step; the order is kept here',
    body: stepBody,
    answer: runDetail,
    refusals: [
      ...acting,
      ...person,
      'step_locked',
      'duties_open',
      'last_admin',
      'disable_first',
      'obligations_open',
      'conditions_unmet',
    ],
    async run({ ports, caller, id, body }) {
      await authoriseStep(ports, caller, id(), id('step'))
      return ok(
        await detail(ports, caller.viewer, await actOnStep(ports, caller.viewer, id(), id('step'), await body())),
      )
    },
  }),
  admin('runs', {
    method: 'post',
    path: `${STEP}/retry`,
    name: 'retryStep',
    tag,
    summary: 'Tries a failed step again',
    body: stepBody,
    answer: runDetail,
    refusals: [...acting, ...person, 'step_locked'],
    async run({ ports, caller, id, body }) {
      await authoriseStep(ports, caller, id(), id('step'))
      return ok(
        await detail(ports, caller.viewer, await actOnStep(ports, caller.viewer, id(), id('step'), await body(), true)),
      )
    },
  }),
  admin('runs', {
    method: 'post',
    path: `${STEP}/waive`,
    name: 'waiveStep',
    tag,
    summary: 'Closes a step with a reason',
    body: reasonBody,
    answer: runDetail,
    refusals: [...acting, 'reason_required', 'not_waivable'],
    async run({ ports, caller, id, body }) {
      await authoriseStep(ports, caller, id(), id('step'))
      const { reason } = await body()
      return ok(await detail(ports, caller.viewer, await waiveRunStep(ports, caller.viewer, id(), id('step'), reason)))
    },
  }),
]
