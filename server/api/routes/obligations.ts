import { importQuery } from '#protocol/admin.ts'
import {
  obligationBody,
  obligationPage,
  obligationQuery,
  obligationsImported,
  obligationsSettled,
  obligationView,
  outcomeBody,
  ownObligationBody,
  ownObligationQuery,
  settleBody,
  settleManyBody,
} from '#protocol/obligation.ts'
import type { Obligation } from '#domain/obligation/obligation.ts'
import type { ObligationId } from '#domain/ids.ts'
import { DomainError, type ErrorCode } from '#domain/errors.ts'
import { concludeHandOver } from '../../commands/obligation/conclude-hand-over.ts'
import { importObligations } from '../../commands/obligation/import-obligations.ts'
import { saveObligation } from '../../commands/obligation/save-obligation.ts'
import { settleObligations, type SettleAsk } from '../../commands/obligation/settle-obligations.ts'
import { authoriseObligation } from '../../commands/obligation/whose.ts'
import type { Ports } from '../../commands/ports.ts'
import { listObligations, listOwnObligations, obligationViews } from '../../queries/obligations.ts'
import type { AdminCaller } from '../authenticate.ts'
import type { Call } from '../call.ts'
import { fieldWords } from '../field-words.ts'
import { readObligationTable } from '../obligation-table.ts'
import { created, ok, type Reply } from '../reply.ts'
import { admin, session, type Facts, type Route } from '../route.ts'

const tag = 'Obligations'
const settling: readonly ErrorCode[] = [
  'not_found',
  'forbidden',
  'act_not_for_kind',
  'already_settled',
  'target_required',
  'own_request',
  'target_not_active',
  'same_person',
  'target_not_admin',
]

type SettleOne = Pick<Call<AdminCaller, SettleAsk, unknown>, 'ports' | 'caller' | 'id' | 'body'>
type SettleMany = Pick<Call<AdminCaller, SettleAsk & { ids: ObligationId[] }, unknown>, 'ports' | 'caller' | 'body'>

async function settleOne({ ports, caller, id, body }: SettleOne): Promise<Reply> {
  await visible(ports, caller, id())
  const settled = await settleObligations(ports, caller.viewer, [id()], await body())
  return ok((await obligationViews(ports, settled))[0])
}

async function settleMany({ ports, caller, body }: SettleMany): Promise<Reply> {
  const { ids, ...ask } = await body()
  return ok({ items: await obligationViews(ports, await settleObligations(ports, caller.viewer, ids, ask)) })
}

async function saved(ports: Ports, { obligation, created: isNew }: { obligation: Obligation; created: boolean }) {
  const [view] = await obligationViews(ports, [obligation])
  return isNew ? created(view) : ok(view)
}

/** Whose it is comes before what is asked. */
async function visible(ports: Ports, { viewer }: AdminCaller, id: ObligationId): Promise<void> {
  const obligation = await ports.store.read.obligations.get(id)
  if (!obligation) throw new DomainError('not_found')
  await authoriseObligation(ports.store.read, viewer, obligation)
}

const saving: Pick<Facts, 'method' | 'tag' | 'status' | 'answer'> = {
  method: 'post',
  tag,
  status: 201,
  answer: obligationView,
}

/** What still hangs on members and the company (protocol.md, part 9): one's own, and everybody's for administrators. */
export const obligationRoutes: readonly Route[] = [
  session({
    method: 'get',
    path: '/api/v1/obligations',
    name: 'listOwnObligations',
    tag,
    summary: "The caller's own: messages, meetings, grants, approvals, customers",
    query: ownObligationQuery,
    answer: obligationPage,
    run: async ({ ports, caller, query }) => ok(await listOwnObligations(ports, caller.viewer, query())),
  }),
  session({
    ...saving,
    path: '/api/v1/obligations',
    name: 'createOwnObligation',
    summary: 'Writes one of the caller’s own down; 200 when `source` and `externalId` are known',
    body: ownObligationBody,
    async run({ ports, caller, body }) {
      const ask = { ...(await body()), ownerId: caller.member.id }
      return saved(ports, await saveObligation(ports, caller.viewer, ask))
    },
  }),
  session({
    method: 'post',
    path: '/api/v1/obligations/settle',
    name: 'settleOwnObligations',
    tag,
    summary: 'Settles several of one’s own by one act, all or none',
    body: settleManyBody,
    answer: obligationsSettled,
    refusals: settling,
    run: settleMany,
  }),
  session({
    method: 'post',
    path: '/api/v1/obligations/{id}/settle',
    name: 'settleOwnObligation',
    tag,
    summary: 'Settles one of one’s own',
    body: settleBody,
    answer: obligationView,
    refusals: settling,
    run: settleOne,
  }),
  admin('obligations', {
    method: 'get',
    path: '/api/v1/admin/obligations',
    name: 'listObligations',
    scope: 'obligations:write',
    tag,
    summary: 'What hangs on members and the company',
    query: obligationQuery,
    answer: obligationPage,
    refusals: ['not_found', 'forbidden'],
    run: async ({ ports, caller, query }) => ok(await listObligations(ports, caller.viewer, query())),
  }),
  admin('obligations', {
    ...saving,
    path: '/api/v1/admin/obligations',
    name: 'createObligation',
    scope: 'obligations:write',
    summary: 'Writes one down; 200 when `source` and `externalId` are known',
    body: obligationBody,
    refusals: ['forbidden'],
    run: async ({ ports, caller, body }) => saved(ports, await saveObligation(ports, caller.viewer, await body())),
  }),
  admin('obligations', {
    method: 'post',
    path: '/api/v1/admin/obligations/import',
    name: 'importObligations',
    scope: 'obligations:write',
    tag,
    summary: 'Writes the obligations of a CSV file down, all or none; with `dryRun=1` it only checks',
    csv: 'Columns: kind, title, owner (an e-mail address), and if wanted source, externalId, data.NAME. UTF-8 or GBK, at most 10,000 rows.',
    query: importQuery,
    answer: obligationsImported,
    refusals: ['unsupported_media_type'],
    async run({ ports, caller, locale, query, bytes }) {
      const dryRun = query().dryRun === '1'
      const { rows, valid, errors } = await importObligations(
        ports,
        caller.viewer,
        readObligationTable(await bytes()),
        dryRun,
      )
      return ok({ rows, valid, errors: errors.map((error) => ({ ...error, detail: fieldWords(error.code, locale) })) })
    },
  }),
  admin('obligations', {
    method: 'post',
    path: '/api/v1/admin/obligations/settle',
    name: 'settleObligations',
    scope: 'obligations:write',
    tag,
    summary: 'Settles several by one act, all or none',
    body: settleManyBody,
    answer: obligationsSettled,
    refusals: settling,
    run: settleMany,
  }),
  admin('obligations', {
    method: 'post',
    path: '/api/v1/admin/obligations/{id}/settle',
    name: 'settleObligation',
    scope: 'obligations:write',
    tag,
    summary: 'Settles one; it takes effect at once',
    body: settleBody,
    answer: obligationView,
    refusals: settling,
    run: settleOne,
  }),
  admin('obligations', {
    method: 'post',
    path: '/api/v1/admin/obligations/{id}/outcome',
    name: 'concludeHandOver',
    scope: 'obligations:write',
    tag,
    summary: 'Says how a hand-over that waits ended: settled, or open again',
    body: outcomeBody,
    answer: obligationView,
    refusals: ['not_found', 'forbidden', 'not_waiting', 'target_not_active'],
    async run({ ports, caller, id, body }) {
      await visible(ports, caller, id())
      const concluded = await concludeHandOver(ports, caller.viewer, id(), (await body()).outcome)
      return ok((await obligationViews(ports, [concluded]))[0])
    },
  }),
]
