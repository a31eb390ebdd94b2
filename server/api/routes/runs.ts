import { reasonBody } from '#protocol/admin.ts'
import { noteBody, runBody, runDetail, runPage, runQuery } from '#protocol/run.ts'
import { authoriseRun } from '../../commands/exit/authorise-run.ts'
import { cancelOpenRun } from '../../commands/exit/change-run.ts'
import { noteOnRun } from '../../commands/exit/note-on-run.ts'
import { startRun } from '../../commands/exit/start-run.ts'
import { getRun, getRunFile, listRuns, runDetail as detail } from '../../queries/runs.ts'
import { created, ok, text } from '../reply.ts'
import { admin, type Route } from '../route.ts'

const tag = 'Leaving'
const RUN = '/api/v1/admin/runs/{id}'

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
]
