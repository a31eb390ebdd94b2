import { DomainError, type ErrorCode } from '#domain/errors.ts'
import { reasonBody } from '#protocol/admin.ts'
import { pageQuery } from '#protocol/page.ts'
import { closingRecord, decideBody, noteBody, runBody, runDetail, runPage, runQuery, stepBody } from '#protocol/run.ts'
import { actOnStep, knownStep } from '../../commands/exit/act-on-step.ts'
import { authoriseRun } from '../../commands/exit/authorise-run.ts'
import { cancelOpenRun, signOff, waiveRunStep } from '../../commands/exit/change-run.ts'
import { noteOnRun } from '../../commands/exit/note-on-run.ts'
import { decideClosing, restoreCompany } from '../../commands/exit/review.ts'
import { startRun } from '../../commands/exit/start-run.ts'
import { planOf } from '#domain/exit/procedures.ts'
import { requireStepUp } from '../../commands/authorise.ts'
import type { Ports } from '../../commands/ports.ts'
import {
  getClosingRecord,
  getRun,
  getRunFile,
  getSupervised,
  listRuns,
  listSupervised,
  runDetail as detail,
} from '../../queries/runs.ts'
import type { AdminCaller } from '../authenticate.ts'
import { created, ok, text } from '../reply.ts'
import { admin, open, session, type Route } from '../route.ts'

const tag = 'Leaving'
const RUN = '/api/v1/admin/runs/{id}'
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

/** Runs: seeing somebody, or the company, out in good order (protocol.md, part 9). */
export const runRoutes: readonly Route[] = [
  admin('runs', {
    method: 'get',
    path: '/api/v1/admin/runs',
    name: 'listRuns',
    tag,
    summary: 'Procedures, newest first',
    query: runQuery,
    answer: runPage,
    refusals: ['not_found'],
    run: async ({ ports, caller, query }) => ok(await listRuns(ports, caller.viewer, query())),
  }),
  admin('runs', {
    method: 'post',
    path: '/api/v1/admin/runs',
    name: 'startRun',
    tag,
    summary: 'Begins an admin exit, an offboarding, last checks, or the closing of the company',
    body: runBody,
    status: 201,
    answer: runDetail,
    refusals: ['owner_only', 'not_found', 'forbidden', 'run_open', 'last_admin'],
    run: async ({ ports, caller, body }) =>
      created(await detail(ports, caller.viewer, await startRun(ports, caller.viewer, await body()))),
  }),
  admin('runs', {
    method: 'get',
    path: RUN,
    name: 'getRun',
    tag,
    summary: 'One procedure as it is now',
    answer: runDetail,
    refusals: ['not_found'],
    run: async ({ ports, caller, id }) => ok(await getRun(ports, caller.viewer, id())),
  }),
  admin('runs', {
    method: 'get',
    path: `${RUN}/files/{file}`,
    name: 'getRunFile',
    tag,
    summary: 'A backup that a step made, for two hours',
    answer: { type: 'application/octet-stream', description: 'CSV (directory) or JSON Lines (company)' },
    refusals: ['not_found'],
    async run({ ports, caller, id }) {
      const { file, content } = await getRunFile(ports, caller.viewer, id(), id('file'))
      const disposition = `attachment; filename="${file.name}"`
      return text(`${file.mediaType}; charset=utf-8`, content, { 'content-disposition': disposition })
    },
  }),
  admin('runs', {
    method: 'post',
    path: `${RUN}/steps/{step}`,
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
    path: `${RUN}/steps/{step}/retry`,
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
    path: `${RUN}/steps/{step}/waive`,
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
  admin('runs', {
    method: 'post',
    path: `${RUN}/notes`,
    name: 'noteOnRun',
    tag,
    summary: 'Leaves a note in the log of a procedure, for who may act in it',
    body: noteBody,
    status: 201,
    answer: runDetail,
    refusals: ['not_found', 'forbidden'],
    async run({ ports, caller, id, body }) {
      await authoriseRun(ports.store.read, caller.viewer, 'run', id())
      const { text: note } = await body()
      return created(await detail(ports, caller.viewer, await noteOnRun(ports, caller.viewer, id(), note)))
    },
  }),
  admin('runs', {
    method: 'post',
    path: `${RUN}/cancel`,
    name: 'cancelRun',
    tag,
    summary: 'Ends a procedure in which nothing final has happened, and undoes what can be undone',
    body: reasonBody,
    answer: runDetail,
    refusals: ['not_found', 'forbidden', 'reason_required', 'already_done', 'wrong_state'],
    async run({ ports, caller, id, body }) {
      await authoriseRun(ports.store.read, caller.viewer, 'run', id())
      return ok(
        await detail(ports, caller.viewer, await cancelOpenRun(ports, caller.viewer, id(), (await body()).reason)),
      )
    },
  }),
  admin('runs', {
    method: 'post',
    path: `${RUN}/restore`,
    name: 'restoreCompany',
    tag,
    summary: 'Calls the closing off during its review: everything is as it was',
    answer: runDetail,
    refusals: ['not_found', 'already_decided', 'step_locked'],
    run: async ({ ports, caller, id }) =>
      ok(await detail(ports, caller.viewer, await restoreCompany(ports, caller.viewer, id()))),
  }),
  admin('runs', {
    method: 'post',
    path: `${RUN}/decide`,
    name: 'decideClosing',
    tag,
    summary: 'Decides on the closing, from its earliest day on; approving closes the company at once',
    body: decideBody,
    answer: runDetail,
    refusals: [
      'not_found',
      'step_up_required',
      'reason_required',
      'already_decided',
      'step_locked',
      'too_early',
      'conditions_unmet',
    ],
    async run({ ports, caller, id, body }) {
      const { run } = await authoriseRun(ports.store.read, caller.viewer, 'run', id())
      if (run.kind !== 'closing') throw new DomainError('not_found')
      requireStepUp(caller.viewer, ports.clock.now())
      const { approve, reason } = await body()
      return ok(await detail(ports, caller.viewer, await decideClosing(ports, caller.viewer, id(), approve, reason)))
    },
  }),
  session({
    method: 'get',
    path: '/api/v1/runs',
    name: 'listSupervisedRuns',
    tag,
    summary: 'Procedures whose hand-over the caller is to sign off',
    query: pageQuery,
    answer: runPage,
    run: async ({ ports, caller, query }) => ok(await listSupervised(ports, caller.viewer, query())),
  }),
  session({
    method: 'get',
    path: '/api/v1/runs/{id}',
    name: 'getSupervisedRun',
    tag,
    summary: 'One of these: its steps, and to whom each customer went',
    answer: runDetail,
    refusals: ['not_found'],
    run: async ({ ports, caller, id }) => ok(await getSupervised(ports, caller.viewer, id())),
  }),
  session({
    method: 'post',
    path: '/api/v1/runs/{id}/sign-off',
    name: 'signOffRun',
    tag,
    summary: 'The supervisor signs that the customers were handed over',
    answer: runDetail,
    refusals: ['not_found', 'same_person', 'step_locked', 'already_done', 'wrong_state'],
    run: async ({ ports, caller, id }) =>
      ok(await detail(ports, caller.viewer, await signOff(ports, caller.viewer, id()))),
  }),
  open({
    method: 'get',
    path: '/api/v1/closing-record',
    name: 'getClosingRecord',
    tag,
    summary: 'What stays of a company that has closed, signed',
    answer: closingRecord,
    refusals: ['not_found'],
    run: async ({ ports }) => text(closingRecord.type, await getClosingRecord(ports)),
  }),
]
