import { z } from 'zod'
import { PLATFORMS } from '#domain/insights.ts'

const lag = {
  n: z.int(),
  p50Ms: z.number().nullable(),
  p95Ms: z.number().nullable(),
  p99Ms: z.number().nullable(),
  /** The share that came within the band, 0 to 1. */
  within: z.number().nullable(),
}
const measured = {
  n: z.int(),
  median: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
}

/** `GET /api/v1/admin/insights`. Null where there is nothing, or too little, to say. */
export const insightsView = z
  .object({
    days: z.int(),
    asOf: z.string(),
    band: z.array(z.number()).length(2),
    overdueAfterMs: z.number(),
    lag: z.object(lag),
    /** By day of the confirmation, in the organisation's time zone. */
    overTime: z.array(z.object({ day: z.string(), ...lag })),
    byPlatform: z.array(z.object({ platform: z.enum(PLATFORMS), ...lag })),
    fates: z.object({
      total: z.int(),
      confirmed: z.int(),
      waived: z.int(),
      open: z.int(),
      overdue: z.int(),
      late: z.number().nullable(),
      /** How often a device said that it failed; exact up to 1,000, then null. */
      failures: z.int().nullable(),
    }),
    /** By the guide's key, such as `mobile.keep.durationS`, in the guide's unit. */
    measured: z.record(z.string(), z.object(measured)),
    /** Milliseconds, by what the sign-out before did. */
    signInAgain: z.array(z.object({ subject: z.string(), ...measured })),
  })
  .meta({ id: 'Insights' })
export type InsightsView = z.infer<typeof insightsView>

export const insightsQuery = z.object({
  days: z.coerce.number().int().min(1).max(366).default(30),
  departmentId: z.string().min(1).max(128).optional(),
})

/** `GET /api/v1/measured`: one of the guide's tables as this installation measured it. */
export const measuredQuery = z.object({ table: z.enum(['mobile', 'windows', 'mac']) })
export const measuredView = z
  .object({
    figures: z
      .record(z.string(), z.object(measured))
      .meta({ description: "By the guide's key, such as `mobile.keep.durationS`, in the guide's unit." }),
  })
  .meta({ id: 'Measured' })
export type MeasuredView = z.infer<typeof measuredView>
