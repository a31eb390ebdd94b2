import { z } from 'zod'
import { ACTS, OBLIGATION_KINDS, OBLIGATION_STATES, OUTCOMES } from '#domain/obligation/obligation.ts'
import { pageOf, pageQuery } from './page.ts'
import { actorView } from './sign-out.ts'

const id = z.string().min(1).max(128)
const title = z.string().trim().min(1).max(300)
const instant = z.iso.datetime({ offset: true })

/** What an obligation's kind knows of it; each member may be missing. */
const obligationData = z
  .object({
    applicantId: id.optional(),
    flow: z.string().max(300).optional(),
    at: instant.optional(),
    to: z.array(z.string().max(320)).max(200).optional(),
    text: z.string().max(4_000).optional(),
    role: z.enum(['owner', 'guest']).optional(),
    amount: z.number().min(0).max(1e12).optional(),
    currency: z.string().trim().min(1).max(8).optional(),
    due: z.union([z.iso.date(), instant]).optional(),
    keyId: id.optional(),
  })
  .meta({
    id: 'ObligationData',
    description:
      'approval: applicantId, flow · scheduled-message: at, to, text · reminder: at, text · meeting: role · bill: amount, currency, due',
  })

export const obligationView = z
  .object({
    id: z.string(),
    kind: z.enum(OBLIGATION_KINDS),
    title: z.string(),
    ownerId: z.string().nullable(),
    owner: z.object({ id: z.string(), name: z.string() }).nullable(),
    source: z.string(),
    externalId: z.string().nullable(),
    state: z.enum(OBLIGATION_STATES),
    data: obligationData,
    settled: z
      .object({
        act: z.enum(ACTS),
        by: actorView,
        to: z.string().nullable(),
        toName: z.string().nullable(),
        at: z.string(),
      })
      .nullable(),
    outcome: z.enum(OUTCOMES).nullable(),
    createdAt: z.string(),
    interruptedAt: z.string().nullable(),
    repairMs: z.int().nullable(),
    acts: z.array(z.enum(ACTS)),
  })
  .meta({
    id: 'Obligation',
    description:
      'While `waiting`, `settled` says which hand-over is waited for. `interruptedAt`: its flow stands still because its approver left; `repairMs`: for how long it did.',
  })
export type ObligationView = z.infer<typeof obligationView>
export const obligationPage = pageOf(obligationView, 'ObligationPage')

/** `GET /api/v1/obligations`: one's own. Lists are divided by commas. */
export const ownObligationQuery = pageQuery.extend({
  query: z.string().max(200).optional(),
  kind: z.string().max(200).optional(),
  state: z.string().max(100).optional(),
})
/** `GET /api/v1/admin/obligations`. */
export const obligationQuery = ownObligationQuery.extend({ owner: id.optional() })

/** `POST /api/v1/admin/obligations`: 201, or 200 when `source` and `externalId` are known. `ownerId` may be missing for a bill alone. */
export const obligationBody = z
  .object({
    kind: z.enum(OBLIGATION_KINDS),
    title,
    ownerId: id.nullish(),
    source: z.string().trim().min(1).max(100).optional(),
    externalId: z.string().trim().min(1).max(200).optional(),
    data: obligationData.optional(),
  })
  .meta({ id: 'NewObligation' })
export type NewObligation = z.infer<typeof obligationBody>

/** `POST /api/v1/obligations`: what a member may write down for themselves. */
export const ownObligationBody = obligationBody
  .omit({ ownerId: true })
  .extend({ kind: z.enum(['scheduled-message', 'reminder', 'meeting', 'third-party-grant']) })
  .meta({ id: 'NewOwnObligation' })

const act = z.enum(ACTS)
export const settleBody = z
  .object({ act, to: id.nullish(), reason: z.string().trim().max(500).optional() })
  .meta({ id: 'Settle' })
export const settleManyBody = z
  .object({ ids: z.array(id).min(1).max(1_000), act, to: id.nullish(), reason: z.string().trim().max(500).optional() })
  .meta({ id: 'SettleMany', description: 'All or nothing; at most 100 customers in one.' })
export const obligationsSettled = z.object({ items: z.array(obligationView) }).meta({ id: 'ObligationsSettled' })
export type ObligationsSettled = z.infer<typeof obligationsSettled>
export const outcomeBody = z.object({ outcome: z.enum(OUTCOMES) }).meta({ id: 'OutcomeOfHandOver' })

export const obligationsImported = z
  .object({
    rows: z.int(),
    valid: z.int(),
    errors: z.array(z.object({ row: z.int(), column: z.string(), code: z.string(), detail: z.string() })),
  })
  .meta({ id: 'ObligationsImported', description: '`row` counts from 1 below the column names.' })
export type ObligationsImported = z.infer<typeof obligationsImported>
