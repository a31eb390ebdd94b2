import type { PublicJwk } from '#domain/device.ts'
import type { IsWorkingDay } from '#domain/exit/working-days.ts'
import type { Passkey, PasskeyAssertion, PasskeyCreation } from '#domain/credential.ts'
import type { IdKind, Instant, SessionId, SignOutId } from '#domain/ids.ts'
import type { HookEvent } from '#domain/hook.ts'
import type { Letter } from '#domain/letter.ts'
import type { StreamId } from '#domain/log.ts'
import type { Place } from '#domain/place.ts'
import type { Store } from '#domain/store.ts'

/** The server's clock. Never behind the greatest instant it has stored, whatever the machine's clock does. */
export interface Clock {
  now(): Instant
}

export interface Random {
  /** A new id: its kind, and 128 random bits. */
  id(kind: IdKind): string
  /** 256 random bits, base64url. */
  token(): string
  /** `length` letters of an alphabet, each equally likely. */
  pick(alphabet: string, length: number): string
}

export interface Passwords {
  /** argon2id. */
  hash(password: string): Promise<string>
  /**
   * Takes the same time for a null hash, so that an unknown account cannot be told from a wrong password (quality.md, F17).
   * Throws `rate_limited` when too many wait from one address.
   */
  verify(hash: string | null, password: string, from?: string | null): Promise<boolean>
  /** Too short, too long or among the most used. */
  weakness(password: string): 'too_short' | 'too_long' | 'too_common' | null
}

/** Proofs by a device's key: compact JWS, ES256 or EdDSA. */
export interface Proofs {
  /** RFC 7638. */
  thumbprint(key: PublicJwk): Promise<string>
  /** The payload, when the signature is this key's; else null. Never throws. */
  verify(jws: string, key: PublicJwk): Promise<string | null>
  /** The payload without any check of the signature, or null when it is no JWS. */
  peek(jws: string): string | null
}

/** The keys that sign receipts. */
export interface ReceiptKeys {
  readonly issuer: string
  /** The key that signs from now on. */
  currentKid(): string
  /** Signs claims as a Security Event Token with a key that ever signed. The same claims give the same bytes (EdDSA is deterministic). */
  sign(claims: Readonly<Record<string, unknown>>, kid: string): Promise<string>
}

/** Codes of authenticator apps (RFC 6238). */
export interface Codes {
  /** A new secret, in base32. */
  secret(): string
  /** The six digits of a step. */
  of(secret: string, step: number): string
}

type Options = Readonly<Record<string, unknown>>

/** The ceremonies of WebAuthn. Options are JSON for the browser; what does not verify is null, and nothing throws. */
export interface PasskeyCeremonies {
  creation(ask: {
    readonly challenge: string
    readonly company: string
    readonly member: { readonly id: string; readonly name: string; readonly email: string }
    readonly present: readonly Passkey[]
  }): Promise<Options>
  request(ask: { readonly challenge: string; readonly present: readonly Passkey[] }): Promise<Options>
  /** The challenge that was signed, before anything of it is believed. */
  challengeOf(clientDataJSON: string): string | null
  verifyCreation(
    made: PasskeyCreation,
    challenge: string,
  ): Promise<Pick<Passkey, 'credentialId' | 'publicKey' | 'counter' | 'transports' | 'backedUp'> | null>
  /** The counter that the authenticator says now. */
  verifyAssertion(given: PasskeyAssertion, challenge: string, passkey: Passkey): Promise<number | null>
}

/** What lies in the store and must say nothing to whoever reads it there. Each use has a key of its own, made of SIGNOFF_SECRET. */
export interface Secrets {
  seal(text: string, use: string): string
  /** Null for what was sealed for another use or with another secret. Never throws. */
  open(sealed: string, use: string): string | null
  /** A keyed hash, for what is too short to lie there as a plain one. */
  mac(text: string, use: string): string
}

/** Mail. Letters are put into the outbox by `commands/put-letter.ts`, in the commit that they tell of. */
export interface Post {
  /** Whether mail is set up (SMTP_URL). Without it nothing is put into the outbox. */
  readonly on: boolean
  /** The use that a letter's data is sealed for. */
  seal(letter: Letter): string
  /** Something lies in the outbox: called after the commit, it never waits and never throws. Were it lost, the job finds the letter. */
  kick(): void
  /** Sends what is due, each letter by one node. */
  deliver(): Promise<void>
}

/** The operator's webhook. Calls are put into the outbox by `commands/put-hook.ts`, in the commit that they tell of. */
export interface Hooks {
  /** Whether one is set up (SIGNOFF_WEBHOOK_URL). Without it nothing is put into the outbox. */
  readonly on: boolean
  /** The event as it lies in the outbox. */
  seal(event: HookEvent): string
  /** Makes the calls that are due, beside everything else: it never waits and never throws. Where it is forgotten the job comes. */
  kick(): void
}

/** Rung after a commit: something in this stream is new. It says nothing else, may be lost, and is believed for nothing. */
export interface Bell {
  ring(stream: StreamId): void
  /** Send a device its order once more; nothing was appended. */
  resend(signOutId: SignOutId, stream: StreamId): void
  /** Something that is true only now has changed (progress, followers). */
  moved(signOutIds: readonly SignOutId[], stream: StreamId): void
}

/** What is true only now: who is connected, and what was granted since the last collected write. */
export interface Presence {
  /** Which of these devices are connected, whichever node they are connected to. */
  online(deviceIds: readonly string[]): Promise<ReadonlySet<string>>
  /** The last request that was granted to a session and is not written yet. */
  lastAccepted(sessionId: SessionId): Instant | null
  /** Asks a connected device to catch up now, whichever node it is connected to; false when it is not connected. */
  check(deviceId: string): Promise<boolean>
}

export interface Log {
  info(fields: Readonly<Record<string, unknown>>, message: string): void
  warn(fields: Readonly<Record<string, unknown>>, message: string): void
  error(fields: Readonly<Record<string, unknown>>, message: string): void
}

/** Roughly where an address is, without asking anybody. */
export interface Places {
  of(ip: string | null): Place
}

/** What is counted for those who operate the server. */
export interface Meter {
  /** A device has confirmed, so long after its access had ended. */
  confirmed(lagMs: number): void
  /** A confirmation was refused, by the name of the refusal. */
  refused(code: string): void
  /** A socket's handshake was refused, because its network sent too many that proved no session. */
  handshakeRefused(): void
}

/** Everything a command or a query may use. Put together in server/runtime.ts. */
export type Ports = {
  readonly store: Store
  readonly clock: Clock
  readonly random: Random
  readonly hash: (text: string) => string
  readonly passwords: Passwords
  readonly proofs: Proofs
  readonly receipts: ReceiptKeys
  readonly bell: Bell
  readonly presence: Presence
  readonly log: Log
  readonly meter: Meter
  readonly secrets: Secrets
  readonly codes: Codes
  readonly passkeys: PasskeyCeremonies
  readonly post: Post
  readonly hooks: Hooks
  readonly places: Places
  /** The Chinese calendar: which days are worked, as far as it is known (mission.md, 8.5). */
  readonly isWorkingDay: IsWorkingDay
  /** What a search for a member looks in: name, pinyin, initials, e-mail; lower case. */
  readonly searchText: (member: { readonly name: string; readonly email: string }) => string
}
