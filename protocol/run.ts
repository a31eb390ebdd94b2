import { z } from 'zod'
import { RUN_KINDS, RUN_PATHS, RUN_STATES, STEP_IDS, STEP_STATES } from '#domain/exit/run.ts'
import { obligationView } from './obligation.ts'
import { pageOf, pageQuery } from './page.ts'
import { actorView, askedOptions } from './sign-out.ts'

const id = z.string().min(1).max(128)
const reason = z.string().trim().max(500)

/** `POST /api/v1/admin/runs`. */
export const runBody = z
  .object({
    kind: z.enum(RUN_KINDS),
    subjectId: id.optional(),
    path: z.enum(RUN_PATHS).optional(),
    companyName: z.string().max(300).optional(),
  })
  .meta({
    id: 'NewRun',
    description: '`subjectId` for all but closing; `path` for offboarding (default on-job); `companyName` for closing.',
  })

/** One of the three conditions of closing the company (guide statements 8.2 to 8.4). */
export const conditionView = z
  .object({
    id: z.enum(['members', 'bills', 'backup']),
    met: z.boolean(),
    count: z.int().nullable(),
    state: z.enum(['met', 'unmet', 'stale']),
  })
  .meta({ id: 'Condition', description: '`stale`: data changed after the backup.' })

export const stepView = z
  .object({
    id: z.enum(STEP_IDS),
    state: z.enum(STEP_STATES),
    needs: z.array(z.enum(STEP_IDS)),
    progress: z.object({ done: z.int(), of: z.int() }),
    by: actorView.nullable(),
    at: z.string().nullable(),
    reason: z.string().nullable(),
    evidence: z.record(z.string(), z.unknown()).nullable(),
    note: z.string().nullable(),
    waivable: z.boolean(),
    stepUp: z.boolean(),
  })
  .meta({ id: 'Step' })
export type StepView = z.infer<typeof stepView>

const person = z.object({ id: z.string(), name: z.string() })
export const runView = z
  .object({
    id: z.string(),
    kind: z.enum(RUN_KINDS),
    subject: person.extend({ state: z.string(), handlesCustomers: z.boolean() }).nullable(),
    path: z.enum(RUN_PATHS).nullable(),
    state: z.enum(RUN_STATES),
    template: z.object({ version: z.int() }),
    steps: z.array(stepView),
    startedBy: actorView,
    startedAt: z.string(),
    closedAt: z.string().nullable(),
    reason: z.string().nullable(),
    supervisor: person.nullable(),
    /** Dates in Asia/Shanghai, `YYYY-MM-DD`. */
    review: z
      .object({ submittedAt: z.string(), earliest: z.string(), latest: z.string(), known: z.boolean() })
      .nullable(),
    conditions: z.array(conditionView).nullable(),
  })
  .meta({ id: 'Run' })
export type RunView = z.infer<typeof runView>
export const runPage = pageOf(runView, 'RunPage')

/** A note that somebody left on a run: part of its log, never changed. */
const noteView = z.object({ at: z.string(), by: actorView, text: z.string() }).meta({ id: 'RunNote' })

/** What the supervisor sees beside the steps: to whom each customer went. */
export const runDetail = runView
  .extend({
    handOvers: z.array(obligationView),
    open: z.record(z.string(), z.int()),
    notes: z.array(noteView),
  })
  .meta({
    id: 'RunDetail',
    description:
      '`open`: what is not settled of the subject, by kind. `notes`: newest first, for who may act in the run.',
  })
export type RunDetail = z.infer<typeof runDetail>

/** `GET /api/v1/admin/runs`; lists are divided by commas. */
export const runQuery = pageQuery.extend({
  kind: z.string().max(200).optional(),
  state: z.string().max(100).optional(),
  subject: id.optional(),
})

/** The bodies of the steps, in one: each reads its own members. */
export const stepBody = z
  .object({
    to: id.nullish(),
    memberId: id.optional(),
    supervisorId: id.optional(),
    options: askedOptions.optional(),
    companyName: z.string().max(300).optional(),
    reason: reason.optional(),
  })
  .meta({
    id: 'StepBody',
    description:
      'approvals, hand-over, reclaim, meetings, api-access: to · successor: memberId · supervisor: supervisorId · clear-devices: options',
  })
export type StepBody = z.infer<typeof stepBody>

/** `POST /api/v1/admin/runs/{id}/notes`. */
export const noteBody = z.object({ text: z.string().trim().min(1).max(2_000) }).meta({ id: 'NewRunNote' })

export const decideBody = z.object({ approve: z.boolean(), reason: reason.optional() }).meta({ id: 'Decide' })

const templateStep = z
  .object({
    id: z.enum(STEP_IDS),
    needs: z.array(z.enum(STEP_IDS)).max(STEP_IDS.length),
    waivable: z.boolean(),
    note: z.string().trim().max(2_000).nullable().default(null),
  })
  .meta({ id: 'TemplateStep' })
/** `GET,PUT /api/v1/admin/templates/{kind}`. A running run keeps its version. */
export const templateView = z
  .object({ kind: z.enum(RUN_KINDS), version: z.int(), steps: z.array(templateStep) })
  .meta({ id: 'Template' })
export const templateBody = z
  .object({ version: z.int().optional(), steps: z.array(templateStep).max(STEP_IDS.length) })
  .meta({ id: 'NewTemplate', description: '`version`: the one that was seen; another present one is refused.' })

/** `GET /api/v1/closing-record`: a JWT of what stays of a closed company. */
export const closingRecord = {
  type: 'application/jwt',
  description: 'A compact JWS, verified with /.well-known/jwks.json',
} as const
