import { z } from 'zod'

const count = z.int().min(0)

/** The payload of a confirmation's JWS (protocol.md, part 6). Unknown members are ignored, unknown values refused. */
export const confirmationClaims = z
  .object({
    iss: z.string().min(1).max(64),
    jti: z.string().min(1).max(128),
    iat: z.number(),
    signOutId: z.string().min(1).max(64),
    nonce: z.string().min(1).max(128),
    attempt: z.int().min(1).optional(),
    result: z.enum(['done', 'partial', 'failed']),
    durationMs: count,
    bytesFreed: count,
    filesRemoved: count,
    processesEnded: count,
    steps: z
      .array(z.object({ name: z.string().max(64), ok: z.boolean(), detail: z.string().max(500).optional() }))
      .max(100),
    leftovers: z.object({ processes: count, files: count, memoryBytes: count }),
    exit: z.enum(['full', 'quick']).optional(),
    backup: z.object({ done: z.boolean(), bytes: count }).optional(),
    memory: z.object({ beforeBytes: count, afterBytes: count }).optional(),
    classes: z.record(z.string().max(32), z.object({ files: count, bytes: count })).optional(),
    kept: z.literal(true).optional(),
  })
  .meta({ id: 'ConfirmationClaims' })
export type ConfirmationClaims = z.infer<typeof confirmationClaims>

/** A compact JWS of at most 32 KiB. */
export const confirmBody = z.object({ jws: z.string().min(1).max(32_768) }).meta({ id: 'ConfirmBody' })

export const receivedReport = z.object({ signOutId: z.string().min(1).max(64) })
export const progressReport = z.object({
  signOutId: z.string().min(1).max(64),
  step: z.string().min(1).max(64),
  done: count,
  of: count,
})
export const notNowReport = z.object({
  signOutId: z.string().min(1).max(64),
  reason: z.string().max(500),
  forMs: z
    .int()
    .min(0)
    .max(24 * 60 * 60_000),
})
export const deviceReport = z
  .discriminatedUnion('type', [
    receivedReport.extend({ type: z.literal('received') }),
    progressReport.extend({ type: z.literal('progress') }),
    notNowReport.extend({ type: z.literal('not-now') }),
  ])
  .meta({ id: 'DeviceReport' })
export type DeviceReport = z.infer<typeof deviceReport>
