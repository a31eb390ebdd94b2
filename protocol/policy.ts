import { z } from 'zod'

const DAY = 24 * 60 * 60_000
const ms = (longest: number) => z.int().min(0).max(longest)
const lifetime = z
  .int()
  .min(60_000)
  .max(3_650 * DAY)
const days = z.int().min(0).max(3_650)

/** `GET,PUT /api/v1/admin/policy`. Durations in milliseconds unless named otherwise. */
export const policyView = z
  .object({
    limit: z.int().min(1).max(100),
    lagBand: z.tuple([ms(DAY), ms(DAY)]).refine(([low, high]) => low <= high),
    overdueAfterMs: ms(365 * DAY),
    unreachableAfterMs: ms(3_650 * DAY),
    originalTimeoutMs: ms(365 * DAY),
    idleMs: lifetime,
    absoluteMs: lifetime,
    webIdleMs: lifetime,
    webAbsoluteMs: lifetime,
    keepRecordsDays: days,
    offlineKeyDays: days,
    ipRetentionDays: days,
    reviewDays: z.tuple([days, days]).refine(([low, high]) => low <= high),
    whoMayWaive: z.enum(['admin', 'owner']),
    handOverWaits: z.boolean(),
    alertAdmins: z.boolean(),
    adminAuthenticator: z.boolean(),
  })
  .meta({ id: 'Policy' })

/** As it is replaced: what came later than the contract may be left out, and stays as it is. */
export const policyBody = policyView.partial({ alertAdmins: true, adminAuthenticator: true }).meta({ id: 'PolicyBody' })
