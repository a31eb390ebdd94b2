import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { DEVICE_KINDS, DEVICE_OSES } from '#domain/device.ts'
import { PLATFORMS } from '#device/agent/manifest/manifest.ts'

const ms = z.int().min(0)
/** Milliseconds, or a range of them: then each time a random one. */
const delay = z.union([ms, z.tuple([ms, ms])])

/** What a device does with its order. See docs/simulate.md. */
const behaviour = z.enum(['answer', 'partial', 'fail', 'not-now', 'silent', 'offline', 'slow', 'killed'])

const device = z.strictObject({
  name: z.string().min(1),
  kind: z.enum(DEVICE_KINDS),
  os: z.enum(DEVICE_OSES),
  model: z.string().optional(),
  email: z.string(),
  /** Of the account; needed unless `linkedBy` is given or the file has a `password`. */
  password: z.string().optional(),
  /** The name of the device of the same member that approves this one by QR. */
  linkedBy: z.string().optional(),
  connection: z.enum(['socket', 'http']).default('socket'),
  behaviour: behaviour.default('answer'),
  afterMs: delay.default([1_000, 4_000]),
  /** not-now: how long to put it off; offline: how long to stay away. */
  forMs: ms.optional(),
  /** partial, fail, not-now: how many times before it answers `done`. Default: always for partial and fail, once for not-now. */
  times: z.int().min(1).optional(),
  /** As the original of a linked device: confirms its sign-out after this long. Without it, somebody else must. */
  approvesAfterMs: delay.optional(),
  /** Signs in again this long after its confirmation was accepted. */
  returnAfterMs: delay.optional(),
  status: z
    .strictObject({
      transfers: z.int(),
      processes: z.int(),
      leftovers: z.int(),
      cacheBytes: z.int(),
      recordsBytes: z.int(),
    })
    .partial()
    .default({}),
  /** Processes that stay when it is signed out: they are in its report, and in its status when it is back. */
  leavesProcesses: z.int().min(0).default(0),
  /** How the exit before this life was, as its status says. `killed` devices say so by themselves when they are back. */
  lastExit: z
    .strictObject({
      kind: z.enum(['full', 'quick', 'killed', 'logoff']),
      integrity: z.enum(['complete', 'damaged', 'unknown']).default('unknown'),
    })
    .optional(),
  /** How long its starts take, and how much slower the last one was, in percent. */
  startMs: ms.default(2_000),
  slowerPct: z.number().min(0).default(0),
  /** A real clean-up, by the agent's own code, of what a manifest guards below `home`, as on this platform. */
  files: z
    .strictObject({
      manifest: z.string(),
      home: z.string(),
      platform: z.enum(PLATFORMS),
      /** Started in that home folder at every sign-in: the command and its arguments. */
      program: z.array(z.string()).min(1).optional(),
    })
    .optional(),
  /** Signs itself out with these options, one after another, and comes back after each (`returnAfterMs`); then it stays. */
  signsOut: z.array(z.record(z.string(), z.union([z.string(), z.boolean()]))).default([]),
})

const plan = z.strictObject({
  url: z.url().optional(),
  password: z.string().optional(),
  devices: z.array(device).min(1).max(2_000),
})

export type DevicePlan = z.output<typeof device>
/** As it is written, before defaults. */
export type DevicePlanInput = z.input<typeof device>
export type Plan = z.output<typeof plan>

/** The file is not a plan; the message says where. */
export class PlanError extends Error {
  override readonly name = 'PlanError'
}

/** @throws {PlanError} with one line per mistake */
export async function readPlan(path: string): Promise<Plan> {
  return parsePlan(await readFile(path, 'utf8'))
}

export function parsePlan(text: string): Plan {
  const parsed = plan.safeParse(json(text))
  if (!parsed.success) throw new PlanError(z.prettifyError(parsed.error))
  const names = new Set<string>()
  for (const { name, linkedBy } of parsed.data.devices) {
    if (linkedBy !== undefined && !names.has(linkedBy))
      throw new PlanError(`"${name}" is linked by "${linkedBy}", which must stand before it in the list`)
    if (names.has(name)) throw new PlanError(`two devices have the name "${name}"`)
    names.add(name)
  }
  return parsed.data
}

function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new PlanError(error instanceof Error ? error.message : 'not JSON')
  }
}
