import { z } from 'zod'
import { keptView, memberView, orderView, ownSession } from './sign-in.ts'
import { deviceClaim, deviceView } from './device.ts'

const password = z.string().min(1).max(1_024)
const base64url = (longest: number) =>
  z
    .string()
    .max(longest)
    .regex(/^[\w-]+=*$/)
const code = z.string().min(1).max(64)

/** What `navigator.credentials.create` answers, as JSON; members that are not named here are ignored. */
export const passkeyCreation = z
  .object({
    id: base64url(2_048),
    response: z.object({
      clientDataJSON: base64url(8_192),
      attestationObject: base64url(32_768),
      transports: z.array(z.string().max(32)).max(10).optional(),
    }),
  })
  .meta({ id: 'PasskeyCreation' })

/** What `navigator.credentials.get` answers, as JSON. */
export const passkeyAssertion = z
  .object({
    id: base64url(2_048),
    response: z.object({
      clientDataJSON: base64url(8_192),
      authenticatorData: base64url(8_192),
      signature: base64url(8_192),
      userHandle: base64url(256).nullish(),
    }),
  })
  .meta({ id: 'PasskeyAssertion' })

/** Options for `navigator.credentials`, as WebAuthn writes them in JSON. */
export const passkeyOptions = z.object({ challenge: z.string() }).loose().meta({ id: 'PasskeyOptions' })

export const passkeyView = z
  .object({
    id: z.string(),
    name: z.string(),
    /** Kept by a service that several devices share. */
    backedUp: z.boolean(),
    createdAt: z.string(),
    lastUsedAt: z.string().nullable(),
  })
  .meta({ id: 'Passkey' })
export type PasskeyView = z.infer<typeof passkeyView>

/** `GET /api/v1/credentials`. */
export const credentialsView = z
  .object({
    password: z.boolean(),
    passkeys: z.array(passkeyView),
    authenticator: z.object({ since: z.string(), recoveryLeft: z.int() }).nullable(),
    /** The policy wants an authenticator app of this member. */
    authenticatorRequired: z.boolean(),
    /** The company's sign-in, when there is one, and since when this member is known by it. */
    company: z.object({ name: z.string(), since: z.string().nullable() }).nullable(),
  })
  .meta({ id: 'Credentials' })
export type CredentialsView = z.infer<typeof credentialsView>

/** `POST /api/v1/step-up`: one of them; a password alone does not do where there is an authenticator app. */
export const stepUpBody = z
  .object({ password: password.optional(), code: code.optional(), passkey: passkeyAssertion.optional() })
  .refine((given) => given.password !== undefined || given.code !== undefined || given.passkey !== undefined, {
    path: ['password'],
  })
  .meta({ id: 'StepUp' })

/** `POST /api/v1/password`. */
export const passwordBody = z
  .object({ current: password.optional(), password, signOutOthers: z.boolean().optional() })
  .meta({ id: 'PasswordChange' })
export const passwordChanged = z
  .object({ batchId: z.string().nullable(), signedOut: z.int() })
  .meta({ id: 'PasswordChanged' })

export const forgotBody = z.object({ email: z.string().min(1).max(320) }).meta({ id: 'ForgotPassword' })
export const resetBody = z
  .object({ token: z.string().min(1).max(256), password, signOutAll: z.boolean().optional() })
  .meta({ id: 'ResetPassword' })
export const resetDone = z.object({ email: z.string(), signedOut: z.int() }).meta({ id: 'PasswordReset' })

export const passkeyBody = z
  .object({ name: z.string().max(200).optional(), passkey: passkeyCreation })
  .meta({ id: 'NewPasskey' })
export const passkeyChange = z.object({ name: z.string().min(1).max(200) }).meta({ id: 'PasskeyChange' })
/** `add` makes one; `step-up` proves the person. */
export const passkeyPurpose = z.object({ for: z.enum(['add', 'step-up']) }).meta({ id: 'PasskeyPurpose' })

export const authenticatorBegun = z
  .object({ secret: z.string(), uri: z.string() })
  .meta({ id: 'AuthenticatorBegun', description: 'Shown this once.' })
export const codeBody = z.object({ code }).meta({ id: 'Code' })
export const recoveryCodes = z
  .object({ recoveryCodes: z.array(z.string()) })
  .meta({ id: 'RecoveryCodes', description: 'Shown this once.' })

/** `POST /api/v1/device/enrol`, after the company's sign-in or a passkey. */
export const enrolBody = z
  .object({
    device: deviceClaim,
    replace: z.string().max(128).optional(),
    proof: z.string().max(4_096).optional(),
  })
  .meta({ id: 'Enrol' })
/** As after `POST /api/v1/sign-in`, but the token goes into the cookie alone. */
export const enrolled = z
  .object({
    expiresAt: z.string(),
    member: memberView,
    device: deviceView,
    session: ownSession,
    kept: keptView.nullable(),
    pending: z.array(orderView),
  })
  .meta({ id: 'Enrolled' })
