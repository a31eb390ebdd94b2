import { RUN_KINDS, type RunKind } from '#domain/exit/run.ts'
import { DomainError } from '#domain/errors.ts'
import { templateBody, templateView } from '#protocol/run.ts'
import { changeTemplate } from '../../commands/exit/change-template.ts'
import { templateOf } from '../../commands/exit/start-run.ts'
import { ok } from '../reply.ts'
import { admin, type Route } from '../route.ts'

const tag = 'Leaving'

function kindOf(part: string): RunKind {
  const kind = RUN_KINDS.find((one) => one === part)
  if (kind === undefined) throw new DomainError('not_found')
  return kind
}

/** How this organisation goes about each procedure (mission.md, C6). */
export const templateRoutes: readonly Route[] = [
  admin('templates', {
    method: 'get',
    path: '/api/v1/admin/templates/{kind}',
    name: 'getTemplate',
    tag,
    summary: 'How this organisation goes about a procedure',
    answer: templateView,
    refusals: ['not_found'],
    run: async ({ ports, id }) => ok(await templateOf(ports.store.read.runs, kindOf(id('kind')))),
  }),
  admin('templates', {
    method: 'put',
    path: '/api/v1/admin/templates/{kind}',
    name: 'setTemplate',
    tag,
    summary: 'Writes its next version; running procedures keep theirs',
    body: templateBody,
    answer: templateView,
    refusals: ['not_found', 'precondition_failed'],
    async run({ ports, caller, id, body }) {
      const kind = kindOf(id('kind'))
      const { steps, version } = await body()
      return ok(await changeTemplate(ports, caller.viewer, kind, steps, version))
    },
  }),
]
