import { z } from 'zod'
import { DEVICE_KINDS, DEVICE_OSES } from '#domain/device.ts'
import { deviceName, publicJwk } from './device.ts'
import { keptView, orderView } from './sign-in.ts'

/** One signed-in device of the chooser: which one gives its place. */
export const placeView = z
  .object({
    id: z.string(),
    device: z.object({
      id: z.string(),
      name: z.string(),
      kind: z.enum(DEVICE_KINDS),
      os: z.enum(DEVICE_OSES),
      shared: z.boolean(),
      linkedBy: deviceName.nullable(),
    }),
    startedAt: z.string(),
    lastSeenAt: z.string(),
  })
  .meta({ id: 'Place' })

/** `GET /api/v1/links/{userCode}`: who asks, from where, since when. Never the number. */
export const linkView = z
  .object({
    id: z.string(),
    userCode: z.string(),
    state: z.enum(['open', 'approved', 'denied', 'burnt', 'redeemed']),
    device: z.object({
      name: z.string(),
      kind: z.enum(DEVICE_KINDS),
      os: z.enum(DEVICE_OSES),
      model: z.string().nullable(),
    }),
    ip: z.string().nullable(),
    /** Roughly where that is: an ISO 3166-1 country, `private`, or null. */
    place: z.string().nullable(),
    createdAt: z.string(),
    expiresAt: z.string(),
    places: z.object({ limit: z.int(), used: z.int(), sessions: z.array(placeView) }),
  })
  .meta({ id: 'Link' })
export type LinkView = z.infer<typeof linkView>
export type PlaceView = z.infer<typeof placeView>

/** `POST /api/v1/links/{userCode}/approve`. */
export const approveBody = z
  .object({ checkNumber: z.string().trim().min(1).max(16), replace: z.string().max(128).optional() })
  .meta({ id: 'ApproveLink' })

/** `POST /oauth/device_authorization`, a form. */
export const authorizationForm = z
  .object({
    client_id: z.string(),
    device_name: z.string().min(1).max(256),
    device_kind: z.enum(DEVICE_KINDS),
    device_os: z.enum(DEVICE_OSES),
    install_id: z.string().min(1).max(128),
    device_key: z.string().max(1_024).transform(json).pipe(publicJwk),
    device_model: z.string().max(128).optional(),
    device_app_version: z.string().max(64).optional(),
  })
  .meta({ id: 'DeviceAuthorization' })

function json(text: string, context: z.core.$RefinementCtx): unknown {
  try {
    return JSON.parse(text)
  } catch {
    context.addIssue({ code: 'invalid_format', format: 'json', input: text })
    return z.NEVER
  }
}

export const authorizationStarted = z
  .object({
    device_code: z.string(),
    user_code: z.string(),
    verification_uri: z.string(),
    verification_uri_complete: z.string(),
    expires_in: z.int(),
    interval: z.int(),
    check_number: z.string(),
  })
  .meta({ id: 'DeviceAuthorizationStarted' })

/** `POST /oauth/token`, a form. */
export const tokenForm = z
  .object({
    grant_type: z.string(),
    client_id: z.string().optional(),
    device_code: z.string().min(1).max(256),
    device_proof: z.string().max(4_096).optional(),
  })
  .meta({ id: 'TokenRequest' })

export const tokenAnswer = z
  .object({
    access_token: z.string(),
    token_type: z.literal('Bearer'),
    expires_in: z.int(),
    device_id: z.string(),
    session_id: z.string(),
    kept: keptView.nullable(),
    pending: z.array(orderView),
  })
  .meta({ id: 'Token' })
