import { z } from 'zod'

const count = z.int().min(0).max(1_000_000).nullable()
const size = z.int().min(0).max(1_000_000_000_000).nullable()
const counts = {
  plists: count,
  basic: count,
  deep: count,
  full: count,
  basicBytes: size,
  deepBytes: size,
  fullBytes: size,
}

/** What only a person at the Mac can do, ticked as it is done, and what they counted there (guide statements 3.1 to 3.16). */
export const macExitView = z
  .object({
    quit: z.boolean(),
    process: z.boolean(),
    container: z.boolean(),
    keychain: z.boolean(),
    found: z.object(counts),
    thorough: z.boolean().meta({ description: 'All four are done: a thorough exit is complete.' }),
    updatedAt: z.string().nullable(),
  })
  .meta({ id: 'MacExit' })
export type MacExitView = z.infer<typeof macExitView>

/** `PATCH /api/v1/devices/{id}/mac-exit`. */
export const macExitChange = z
  .object({
    quit: z.boolean().optional(),
    process: z.boolean().optional(),
    container: z.boolean().optional(),
    keychain: z.boolean().optional(),
    found: z.object(counts).partial().optional(),
  })
  .meta({ id: 'MacExitChange' })
export type MacExitChange = z.infer<typeof macExitChange>
