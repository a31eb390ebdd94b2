import { DomainError } from '#domain/errors.ts'
import { closingRecord, decideBody, runDetail } from '#protocol/run.ts'
import { requireStepUp } from '../../commands/authorise.ts'
import { authoriseRun } from '../../commands/exit/authorise-run.ts'
import { decideClosing, restoreCompany } from '../../commands/exit/review.ts'
import { getClosingRecord, runDetail as detail } from '../../queries/runs.ts'
import { ok, text } from '../reply.ts'
import { admin, open, type Route } from '../route.ts'

const tag = 'Leaving'
const RUN = '/api/v1/admin/runs/{id}'

/** The end of a company's closing: its review, and what stays of it (protocol.md, part 9). */
export const closingRoutes: readonly Route[] = [
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
