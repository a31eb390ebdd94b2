import { z } from 'zod'
import { ROLES } from '#domain/member.ts'
import { actorView, signOutOptions } from './sign-out.ts'
import { deviceClaim, deviceView, sessionView } from './device.ts'
import { policyView } from './policy.ts'

const password = z.string().min(1).max(1_024)

/** `POST /api/v1/sign-in`. */
export const signInBody = z
  .object({
    email: z.string().min(1).max(320),
    password,
    device: deviceClaim,
    replace: z.string().max(128).optional(),
    proof: z.string().max(4_096).optional(),
    /** Of the authenticator app, or a recovery code, where the member has one. */
    code: z.string().max(64).optional(),
    /** Stands for a code that was right, where something else was in the way then. */
    pass: z.string().max(256).optional(),
  })
  .meta({ id: 'SignIn' })

/** `POST /api/v1/invitations/accept`. */
export const acceptBody = z.object({ token: z.string().min(1).max(256), password }).meta({ id: 'AcceptInvitation' })

export const memberView = z
  .object({
    id: z.string(),
    name: z.string(),
    email: z.string(),
    roles: z.array(z.enum(ROLES)),
    departmentId: z.string().nullable(),
  })
  .meta({ id: 'Member' })

export const invitationAccepted = z.object({ member: memberView }).meta({ id: 'InvitationAccepted' })

/** A device's order: the newest `sign-out.requested` of its own, with its nonce. */
export const orderView = z
  .object({
    signOutId: z.string(),
    deviceId: z.string(),
    sessionId: z.string(),
    by: actorView.omit({ id: true, name: true }),
    options: signOutOptions,
    reason: z.string().nullable(),
    accessEndedAt: z.string(),
    nonce: z.string(),
    attempt: z.int(),
    share: z.string().optional(),
  })
  .meta({ id: 'Order' })

export const keptView = z.object({ signOutId: z.string(), share: z.string() }).meta({ id: 'Kept' })

/** The caller's own session. */
export const ownSession = sessionView.extend({ expiresAt: z.string(), bySelf: z.boolean() }).meta({ id: 'OwnSession' })

export const signedIn = z
  .object({
    token: z.string(),
    tokenType: z.literal('Bearer'),
    expiresAt: z.string(),
    member: memberView,
    device: deviceView,
    session: ownSession,
    kept: keptView.nullable(),
    pending: z.array(orderView),
  })
  .meta({ id: 'SignedIn' })
export type SignedIn = z.infer<typeof signedIn>

/** `GET /api/v1/me`. */
export const me = z
  .object({
    member: memberView,
    device: deviceView,
    session: ownSession.extend({ steppedUpUntil: z.string().nullable() }),
    policy: policyView,
    pending: z.array(orderView),
    company: z.string(),
    restored: z.boolean(),
  })
  .meta({ id: 'Me' })
export type Me = z.infer<typeof me>
