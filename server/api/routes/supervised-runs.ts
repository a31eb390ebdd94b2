import { pageQuery } from '#protocol/page.ts'
import { runDetail, runPage } from '#protocol/run.ts'
import { signOff } from '../../commands/exit/change-run.ts'
import { getSupervised, listSupervised, runDetail as detail } from '../../queries/runs.ts'
import { ok } from '../reply.ts'
import { session, type Route } from '../route.ts'

const tag = 'Leaving'

/** Runs as the supervisor sees them, who signs the hand-over off (protocol.md, part 9). */
export const supervisedRunRoutes: readonly Route[] = [
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
]
