import { z } from 'zod'
import { SIGN_OUT_STATES } from '#domain/sign-out/sign-out.ts'

/** `GET /api/v1/device/log`: the HTTP twin of the socket's `log`. */
export const logQuery = z.object({
  cursor: z.coerce.number<string>().int().min(0).default(0),
  waitMs: z.coerce.number<string>().int().min(0).max(30_000).default(0),
})

export const logEntry = z
  .object({ seq: z.int(), at: z.string(), type: z.string(), data: z.record(z.string(), z.unknown()) })
  .meta({ id: 'LogEntry', description: 'Unknown types are skipped by the reader.' })
export const logPart = z.object({ entries: z.array(logEntry), head: z.int() }).meta({ id: 'LogPart' })

export const ackBody = z.object({ seq: z.int().min(0) }).meta({ id: 'Ack' })
export const restoredBody = z.object({ signOutId: z.string().min(1).max(128) }).meta({ id: 'RecordsRestored' })
export const reportState = z
  .object({
    state: z.enum(SIGN_OUT_STATES),
    /** From the end of access to the confirmation, for a browser whose cookie goes with this answer: it can ask nothing more. */
    lagMs: z.int().optional(),
  })
  .meta({ id: 'ReportState' })
export const done = z.object({ ok: z.literal(true) }).meta({ id: 'Done' })
