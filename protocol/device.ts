import { z } from 'zod'
import { DEVICE_KINDS, DEVICE_OSES } from '#domain/device.ts'

const base64url = z.string().regex(/^[A-Za-z0-9_-]+$/)

/** A device's public key: a JWK, P-256 or Ed25519. Private members are refused, so nobody sends one by mistake. */
export const publicJwk = z
  .union([
    z.object({ kty: z.literal('EC'), crv: z.literal('P-256'), x: base64url.length(43), y: base64url.length(43) }),
    z.object({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: base64url.length(43) }),
  ])
  .meta({ id: 'PublicJwk' })

export const deviceClaim = z
  .object({
    kind: z.enum(DEVICE_KINDS),
    os: z.enum(DEVICE_OSES),
    name: z.string().min(1).max(256),
    model: z.string().max(128).nullish(),
    appVersion: z.string().max(64).nullish(),
    installId: z.string().min(1).max(128),
    publicKey: publicJwk,
  })
  .meta({ id: 'DeviceClaim' })
export type DeviceClaimInput = z.input<typeof deviceClaim>

export const deviceStatus = z
  .object({
    transfers: z.int().min(0).default(0),
    processes: z.int().min(0).default(0),
    leftovers: z.int().min(0).default(0),
    cacheBytes: z.int().min(0).default(0),
    recordsBytes: z.int().min(0).default(0),
    appVersion: z.string().max(64).optional(),
    signInMs: z.int().min(0).optional(),
    firstLoadMs: z.int().min(0).optional(),
    lastExit: z
      .object({
        kind: z.enum(['full', 'quick', 'killed', 'logoff']),
        at: z.iso.datetime(),
        integrity: z.enum(['complete', 'damaged', 'unknown']),
        startMs: z.int().min(0),
        startMedianMs: z.int().min(0),
        /** Where the device saw it: what the program's processes held, and what those hold that outlived it (decision 185). */
        memory: z.object({ beforeBytes: z.int().min(0), afterBytes: z.int().min(0) }).optional(),
      })
      .optional(),
  })
  .meta({ id: 'DeviceStatus' })
export type DeviceStatusInput = z.input<typeof deviceStatus>

/** `PATCH /api/v1/devices/{id}`. */
export const deviceChange = z
  .object({ name: z.string().min(1).max(256).optional(), shared: z.boolean().optional() })
  .meta({ id: 'DeviceChange' })

export const deviceName = z.object({ id: z.string(), name: z.string() })

export const sessionView = z
  .object({
    id: z.string(),
    state: z.enum(['active', 'ended']),
    startedAt: z.string(),
    method: z.enum(['password', 'link', 'oidc', 'passkey']),
    ip: z.string().nullable(),
    /** Roughly where that address is: an ISO 3166-1 country, `private`, or null. */
    place: z.string().nullable(),
  })
  .meta({ id: 'Session' })

/** One row of `GET /api/v1/devices`. */
export const deviceView = z
  .object({
    id: z.string(),
    name: z.string(),
    kind: z.enum(DEVICE_KINDS),
    os: z.enum(DEVICE_OSES),
    model: z.string().nullable(),
    appVersion: z.string().nullable(),
    installId: z
      .string()
      .meta({ description: 'Groups what runs on one machine for people to see; it proves nothing.' }),
    linkedBy: deviceName.nullable(),
    bound: z.boolean(),
    shared: z.boolean(),
    current: z.boolean(),
    online: z.boolean(),
    lastSeenAt: z.string().nullable(),
    session: sessionView.nullable(),
    behind: z.object({ entries: z.int(), ms: z.int() }),
    status: deviceStatus.nullable(),
    /** Whether the caller is asked of its sign-in: “Was this you?”. */
    asks: z.boolean(),
  })
  .meta({ id: 'Device' })
export type DeviceView = z.infer<typeof deviceView>

export const deviceList = z
  .object({ head: z.int(), limit: z.int(), used: z.int(), devices: z.array(deviceView) })
  .meta({ id: 'DeviceList' })
export type DeviceList = z.infer<typeof deviceList>
