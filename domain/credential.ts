import type { Instant, MemberId } from './ids.ts'

/** A key pair that an authenticator keeps for this site (WebAuthn); it proves the person too, by their finger or PIN. */
export type Passkey = {
  readonly id: string
  /** What the authenticator calls it, base64url. */
  readonly credentialId: string
  readonly memberId: MemberId
  readonly name: string
  /** COSE, base64url. */
  readonly publicKey: string
  /** What the authenticator counted last; 0 for those that do not count. */
  readonly counter: number
  readonly transports: readonly string[]
  /** Kept by a service that several devices share, such as a password manager. */
  readonly backedUp: boolean
  readonly createdAt: Instant
  readonly lastUsedAt: Instant | null
}

/** An authenticator app. It counts from its first right code on. */
export type Authenticator = {
  readonly memberId: MemberId
  /** Its secret, sealed for this member. */
  readonly sealed: string
  readonly createdAt: Instant
  readonly confirmedAt: Instant | null
  /** The step of the last code that was taken: none is taken twice. */
  readonly lastStep: number
}

/** Who the identity provider says somebody is. Its pair of issuer and subject is never given to anybody else. */
export type Identity = {
  readonly issuer: string
  readonly subject: string
  readonly memberId: MemberId
  readonly linkedAt: Instant
}

/** What a ticket lets its holder do, once. */
export const TICKET_KINDS = [
  'reset',
  'arrival',
  'factor',
  'passkey-create',
  'passkey-sign-in',
  'passkey-step-up',
] as const
export type TicketKind = (typeof TICKET_KINDS)[number]

/** A random token that is good for one thing, once, for minutes. Only its hash is stored. */
export type Ticket = {
  readonly hash: string
  readonly kind: TicketKind
  /** Null for a challenge that is not yet anybody's. */
  readonly memberId: MemberId | null
  /** How somebody arrived, of an `arrival`. */
  readonly method: 'oidc' | 'passkey' | null
  readonly expiresAt: Instant
}

/** How long each kind of ticket holds (ASVS 6.5.5: at most ten minutes for what comes by another way). */
export const TICKET_MS: Readonly<Record<TicketKind, number>> = {
  reset: 10 * 60_000,
  arrival: 10 * 60_000,
  factor: 10 * 60_000,
  'passkey-create': 5 * 60_000,
  'passkey-sign-in': 5 * 60_000,
  'passkey-step-up': 5 * 60_000,
}

/** What a browser answers to `navigator.credentials.create`, base64url throughout. */
export type PasskeyCreation = {
  readonly id: string
  readonly response: {
    readonly clientDataJSON: string
    readonly attestationObject: string
    readonly transports?: readonly string[] | undefined
  }
}

/** What a browser answers to `navigator.credentials.get`. */
export type PasskeyAssertion = {
  readonly id: string
  readonly response: {
    readonly clientDataJSON: string
    readonly authenticatorData: string
    readonly signature: string
    readonly userHandle?: string | null | undefined
  }
}
