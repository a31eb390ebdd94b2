import { z } from 'zod'
import { CLEANUPS, EXITS } from '#domain/sign-out/options.ts'
import { ORIGINAL_DECISIONS, SIGN_OUT_STATES } from '#domain/sign-out/sign-out.ts'
import { OBLIGATION_KINDS } from '#domain/obligation/obligation.ts'
import { DEVICE_KINDS, DEVICE_OSES } from '#domain/device.ts'
import { pageOf, pageQuery } from './page.ts'

export const askedOptions = z.object({
  keepRecords: z.boolean().optional(),
  clearCache: z.boolean().optional(),
  unbind: z.boolean().optional(),
  exit: z.enum(EXITS).optional(),
  cleanup: z.enum(CLEANUPS).optional(),
})
export type AskedOptionsInput = z.input<typeof askedOptions>

/** `POST /api/v1/sign-outs`. */
export const signOutRequest = askedOptions
  .extend({
    sessions: z.array(z.string()).min(1).max(100).optional(),
    scope: z.enum(['this', 'others', 'all']).optional(),
    approver: z.string().nullable().optional(),
    reason: z.string().trim().max(500).optional(),
    confirm: z.boolean().optional(),
    bypass: z.boolean().optional(),
  })
  .meta({ id: 'SignOutRequest' })
export type SignOutRequest = z.input<typeof signOutRequest>

export const signOutOptions = z
  .object({
    keepRecords: z.boolean(),
    clearCache: z.boolean(),
    unbind: z.boolean(),
    exit: z.enum(EXITS).nullable(),
    cleanup: z.enum(CLEANUPS).nullable(),
  })
  .meta({ id: 'SignOutOptions' })

export const actorView = z
  .object({
    kind: z.enum(['member', 'admin', 'system']),
    id: z.string().nullable(),
    name: z.string().nullable(),
    deviceId: z.string().optional(),
    deviceName: z.string().optional(),
  })
  .meta({ id: 'Actor' })

export const progressView = z.object({ step: z.string(), done: z.int(), of: z.int() }).meta({ id: 'Progress' })

export const followerView = z
  .object({ deviceId: z.string(), name: z.string(), syncedAt: z.string().nullable(), lagMs: z.int().nullable() })
  .meta({ id: 'Follower' })

/** What every call on a sign-out answers with. */
export const signOutView = z
  .object({
    id: z.string(),
    batchId: z.string(),
    memberId: z.string(),
    device: z.object({ id: z.string(), name: z.string(), kind: z.enum(DEVICE_KINDS), os: z.enum(DEVICE_OSES) }),
    sessionId: z.string(),
    by: actorView,
    reason: z.string().nullable(),
    options: signOutOptions,
    state: z.enum(SIGN_OUT_STATES),
    attempt: z.int(),
    overdue: z.boolean(),
    unreachable: z.boolean(),
    accessEndedAt: z.string(),
    lastAcceptedAt: z.string(),
    receivedAt: z.string().nullable(),
    cleaningAt: z.string().nullable(),
    confirmedAt: z.string().nullable(),
    closedAt: z.string().nullable(),
    lagMs: z.int(),
    original: z
      .object({
        deviceId: z.string(),
        decision: z.enum(ORIGINAL_DECISIONS),
        by: actorView.nullable(),
        at: z.string().nullable(),
        reason: z.string().nullable(),
      })
      .nullable(),
    progress: progressView.nullable(),
    report: z.record(z.string(), z.unknown()).nullable(),
    signature: z.enum(['verified', 'none']),
    followers: z.array(followerView),
  })
  .meta({ id: 'SignOut' })
export type SignOutView = z.infer<typeof signOutView>

/** `GET /api/v1/sign-outs?state=`: `open`, or states divided by commas. */
export const signOutListQuery = pageQuery.extend({ state: z.string().max(200).optional() })
export const signOutPage = pageOf(signOutView, 'SignOutPage')

/** `POST /api/v1/sign-outs/{id}/decline`. */
export const declineBody = z.object({ reason: z.string().trim().min(1).max(500) }).meta({ id: 'Decline' })

export const batchRef = z.object({ id: z.string(), requestedAt: z.string(), by: actorView })
export const signOutAccepted = z
  .object({ batch: batchRef, signOuts: z.array(signOutView) })
  .meta({ id: 'SignOutAccepted' })
export type SignOutAccepted = z.infer<typeof signOutAccepted>

/** What a leaving left open of the four last checks (guide statements 7.1, 7.6, 7.7). */
export const leftBehind = z
  .object({ at: z.string(), missed: z.int(), open: z.int(), guideSignIns: z.number(), signIns: z.int() })
  .meta({
    id: 'LeftBehind',
    description:
      '`missed` items were open then, `open` are now; `guideSignIns` is the guide’s estimate of later sign-ins, `signIns` those that came.',
  })

export type LeftBehind = z.infer<typeof leftBehind>

/** `GET /api/v1/batches/{id}`. */
export const batchView = batchRef
  .extend({
    state: z.enum(['running', 'done', 'stopped']),
    total: z.int(),
    done: z.int(),
    failed: z.int(),
    outcomes: z.array(
      z.object({ memberId: z.string().nullable(), sessionId: z.string().nullable(), code: z.string() }),
    ),
    signOuts: z.array(signOutView),
    left: z.array(leftBehind.extend({ memberId: z.string() })),
  })
  .meta({ id: 'Batch', description: '`left`: by member, what the sign-outs found open when they were asked.' })
export type BatchView = z.infer<typeof batchView>

/** One line of the impact of a sign-out (guide statement C1): only what is not zero is listed. */
export const impactLine = z
  .object({
    kind: z.enum([
      'approves-devices',
      'transfers',
      'processes',
      'cache',
      'records',
      'link-requests',
      ...OBLIGATION_KINDS,
    ]),
    count: z.int(),
    sessionId: z.string().nullable(),
  })
  .meta({ id: 'Impact' })

export const signOutPreview = z
  .object({
    sessions: z.array(
      z.object({
        id: z.string(),
        memberId: z.string(),
        state: z.enum(['active', 'ended']),
        device: z.object({
          id: z.string(),
          name: z.string(),
          kind: z.enum(DEVICE_KINDS),
          os: z.enum(DEVICE_OSES),
          shared: z.boolean(),
        }),
        options: signOutOptions,
        has: z.array(z.enum(['keepRecords', 'clearCache', 'unbind', 'exit', 'cleanup'])),
        original: z.object({ deviceId: z.string(), name: z.string() }).nullable(),
        current: z.boolean(),
      }),
    ),
    impact: z.array(impactLine),
    warnings: z.array(
      z.object({
        code: z.enum(['this-device', 'awaits-original', 'approver-required', 'records-go', 'no-backup', 'offline']),
        sessionId: z.string().nullable(),
      }),
    ),
    guide: z.object({ durationS: z.number(), freedMB: z.number(), reloginS: z.number() }).nullable(),
  })
  .meta({ id: 'SignOutPreview' })
export type SignOutPreview = z.infer<typeof signOutPreview>
