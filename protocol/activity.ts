import { z } from 'zod'
import { pageOf, pageQuery } from './page.ts'

export const activityQuery = pageQuery.extend({
  kind: z.enum(['sign-ins', 'sign-outs', 'approvals', 'account']).optional(),
})

/** One thing that was done to the caller's account or devices. `data` names what the sentence about it needs; each may be missing. */
const activityEntry = z
  .object({
    stream: z.string(),
    seq: z.int(),
    at: z.string(),
    type: z.string(),
    data: z.record(z.string(), z.unknown()).nullable(),
    erased: z.boolean(),
  })
  .meta({ id: 'ActivityEntry' })
export type ActivityEntry = z.infer<typeof activityEntry>

/** `GET /api/v1/activity`: 28 days, newest first. */
export const activityPage = pageOf(activityEntry, 'ActivityPage')
  .extend({ names: z.record(z.string(), z.string()).meta({ description: 'What the ids in the entries are called.' }) })
  .meta({ id: 'ActivityPage' })
export type ActivityPage = z.infer<typeof activityPage>
